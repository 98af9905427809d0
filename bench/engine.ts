/**
 * @file `npm run bench`: what a network application and a rollout cost, as multiples of the floor, which is what their matrix
 * products alone take on the same engine. Everything is measured in one run, interleaved; medians. `--record` appends the
 * figures to `bench/history.jsonl` with machine and date.
 */

import { appendFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { createEngine } from "../src/engine/create.ts";
import type { Engine } from "../src/engine/engine.ts";
import { createGraph } from "../src/graph/build.ts";
import { type ModelConfig, positionsOf } from "../src/model/config.ts";
import type { Model } from "../src/model/model.ts";
import { applyUpdate } from "../src/model/update.ts";
import { bindModel } from "../src/rollout/bound-model.ts";
import { rollout } from "../src/rollout/rollout.ts";
import { interleave, type Subject } from "./measure.ts";
import { madeUpRows, PUBLISHED, SMALL, untrainedModel } from "./models.ts";
import { operationsOf, productsOf, productsSubject } from "./products.ts";

const quick = process.argv.includes("--quick");

interface Figures {
  readonly model: string;
  readonly batch: number;
  /** GFLOP/s of the matrix products, together. */
  readonly ceilingGflops: number;
  readonly floorMs: number;
  readonly applicationMs: number;
  readonly applicationOverFloor: number;
  /** One supervision step with probes, and what of it is not network applications at their own measured price. */
  readonly tracedStepMs: number;
  readonly tracedApplications: number;
  readonly tracedOverFloor: number;
  readonly notNetworkShare: number;
  /** One supervision step without probes. */
  readonly untracedStepMs: number;
  readonly untracedApplications: number;
}

/** One application of the network to a state, with nothing read off it. */
async function applicationSubject(engine: Engine, model: Model, batch: number): Promise<Subject> {
  const graph = createGraph();
  const shape = [batch, positionsOf(model.config), model.config.hiddenSize];
  const operands = { z_H: graph.input("z_H", "f32", shape), z_L: graph.input("z_L", "f32", shape) };
  graph.output("state", applyUpdate(graph, model, model.schedule.hUpdate, operands));
  const executable = await engine.compile(graph, { resident: ["state"] });
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i));
  const inputs = { z_H: engine.upload(shape, values), z_L: engine.upload(shape, values) };
  return {
    name: "application",
    async run() {
      const { state } = await executable.run(inputs);
      if (state !== undefined) engine.dispose(state);
    },
  };
}

/** A rollout of one supervision step, with or without probes. */
async function rolloutSubject(engine: Engine, model: Model, batch: number, probes: boolean): Promise<Subject> {
  const bound = await bindModel(model, engine, batch, { probes });
  const rows = madeUpRows(model, batch);
  return {
    name: probes ? "traced step" : "untraced step",
    async run() {
      for await (const event of rollout(bound, rows, { steps: 1 })) event.tokens.at(0);
    },
  };
}

async function measure(name: string, config: ModelConfig, batch: number, rounds: number): Promise<Figures> {
  const { engine } = await createEngine("cpu");
  const model = await untrainedModel(config);
  const products = productsOf(config, batch);
  const subjects = [
    await productsSubject(engine, products),
    await applicationSubject(engine, model, batch),
    await rolloutSubject(engine, model, batch, true),
    await rolloutSubject(engine, model, batch, false),
  ];
  const [floorMs = 0, applicationMs = 0, tracedStepMs = 0, untracedStepMs = 0] = (
    await interleave(subjects, rounds)
  ).map(({ medianMs }) => medianMs);
  await engine.close();
  const operations = products.reduce((total, product) => total + operationsOf(product), 0);
  const tracedApplications = 2 * config.hCycles * config.lCycles;
  return {
    model: name,
    batch,
    ceilingGflops: operations / floorMs / 1e6,
    floorMs,
    applicationMs,
    applicationOverFloor: applicationMs / floorMs,
    tracedStepMs,
    tracedApplications,
    tracedOverFloor: tracedStepMs / (tracedApplications * floorMs),
    notNetworkShare: 1 - (tracedApplications * applicationMs) / tracedStepMs,
    untracedStepMs,
    untracedApplications: config.hCycles * (config.lCycles + 1),
  };
}

const results: Figures[] = [];
for (const [name, config, batch, rounds] of [
  ["published 916×512", PUBLISHED, 1, quick ? 5 : 15],
  ["published 916×512", PUBLISHED, 4, quick ? 3 : 7],
  ["small 116×128", SMALL, 1, quick ? 20 : 100],
  ["small 116×128", SMALL, 4, quick ? 20 : 50],
] as const) {
  const figures = await measure(name, config, batch, rounds);
  results.push(figures);
  console.log(
    `${name}, batch ${batch}: floor ${figures.floorMs.toFixed(2)} ms (${figures.ceilingGflops.toFixed(0)} GFLOP/s), application ` +
      `${figures.applicationMs.toFixed(2)} ms = ${figures.applicationOverFloor.toFixed(2)} × the floor; supervision step traced ` +
      `${figures.tracedStepMs.toFixed(1)} ms (${figures.tracedApplications} applications, ${figures.tracedOverFloor.toFixed(2)} × ` +
      `their floor, ${(100 * figures.notNetworkShare).toFixed(1)} % not the network), untraced ` +
      `${figures.untracedStepMs.toFixed(1)} ms (${figures.untracedApplications} applications)`,
  );
}
if (process.argv.includes("--record")) {
  const machine = `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores, node ${process.version}`;
  const line = JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, results });
  appendFileSync(fileURLToPath(new URL("history.jsonl", import.meta.url)), `${line}\n`);
}
