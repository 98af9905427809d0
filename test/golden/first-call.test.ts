import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, EngineTensor, EngineTensors } from "../../src/engine/engine.ts";
import { openTensorFile } from "../../src/formats/checkpoint.ts";
import { add, createGraph } from "../../src/graph/build.ts";
import { positionsOf } from "../../src/model/config.ts";
import { embedInput } from "../../src/model/embedding.ts";
import { initialVector, type Model } from "../../src/model/model.ts";
import { applyNetwork } from "../../src/model/network.ts";
import { ropeTables } from "../../src/model/rope.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { testEngine } from "../engines.ts";
import { describeShared, shared } from "../shared.ts";
import { GOLDEN_MODELS, type GoldenName, goldenModel, goldenRows } from "./golden-model.ts";

/** What the official code had inside the first call of the L network, of batch row 0. */
async function firstCall(name: GoldenName): Promise<ReadonlyMap<string, Float32Array>> {
  const bytes = readFileSync(shared(`golden/${name}/trace_first_call.safetensors`));
  const { tensors } = await openTensorFile(memorySource("trace_first_call.safetensors", bytes));
  const read = [...tensors].map(async ([key, tensor]) => [key, await tensor.readF32()] as const);
  return new Map(await Promise.all(read));
}

/** The same call as one graph with an output for everything on the way. */
async function ourFirstCall(name: GoldenName, model: Model, engine: Engine): Promise<Map<string, Float32Array>> {
  const { config } = model;
  const graph = createGraph();
  const tokens = graph.input("tokens", "i32", [1, config.seqLen]);
  const puzzleRows = graph.input("puzzleRows", "f32", [1, config.puzzleEmbNdim]);
  const input = embedInput(graph, model, tokens, puzzleRows);
  graph.output("input_embeddings", input);
  const injected = model.schedule.lUpdate.injections.includes("z_H") ? (["z_H", "z_L"] as const) : (["z_L"] as const);
  const start = injected.reduce(
    (sum, state) => add(sum, graph.constant([config.hiddenSize], initialVector(model, state))),
    input,
  );
  applyNetwork(graph, model, "L", start, (place, value) => graph.output(place, value));

  const executable = await engine.compile(graph);
  const [row] = goldenRows(name);
  if (row === undefined) throw new Error("no row");
  const outputs: EngineTensors = await executable.run({
    tokens: engine.upload([1, config.seqLen], Int32Array.from(row.puzzle.inputTokens)),
    puzzleRows: engine.upload([1, config.puzzleEmbNdim], await model.puzzleRows([row.puzzleIdentifier])),
  });
  const values = new Map<string, Float32Array>();
  for (const [key, tensor] of Object.entries(outputs)) values.set(key, await engine.read(tensor as EngineTensor));
  await executable.release();
  return values;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, place) => Math.max(largest, Math.abs(value - (b[place] as number))), 0);
}

describeShared("the first call of the L network agrees with the official code at every place inside", () => {
  describe.each(["reference", "cpu"] as const)("on %s", (engineName) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await testEngine(engineName);
    });
    afterAll(() => engine.close());

    it.each(GOLDEN_MODELS)("%s", async (name) => {
      const model = await goldenModel(name);
      const [expected, ours] = [await firstCall(name), await ourFirstCall(name, model, engine)];
      const places = [...expected.keys()].filter((key) => !key.startsWith("rope_"));
      expect([...ours.keys()].toSorted()).toEqual(places.toSorted());
      for (const place of places) {
        const difference = largestDifference(ours.get(place) as Float32Array, expected.get(place) as Float32Array);
        expect(difference, place).toBeLessThan(3e-6);
      }
    });
  });
});

describeShared("the rotary tables", () => {
  it.each(["trm-att", "trm-singlez", "hrm"] as const)("of %s are the official ones", async (name) => {
    const { config } = await goldenModel(name);
    const expected = await firstCall(name);
    const { cos, sin } = ropeTables(positionsOf(config), config.hiddenSize / config.heads, config.ropeTheta);
    expect(largestDifference(cos, expected.get("rope_cos") as Float32Array)).toBeLessThan(1e-7);
    expect(largestDifference(sin, expected.get("rope_sin") as Float32Array)).toBeLessThan(1e-7);
  });
});
