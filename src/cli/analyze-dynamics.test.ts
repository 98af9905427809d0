import { mkdir, writeFile } from "node:fs/promises";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/engines.ts";
import { madeUpHeader, type Scratch, scratch } from "../../test/made-up-run.ts";
import { SMALL, smallRows } from "../../test/small-model.ts";
import { untrainedCheckpoint } from "../model/demo-model.ts";
import { upstreamConfig } from "../model/upstream-config.ts";
import { openRunWriter } from "../trace/node/run-writer.ts";
import { traceRun } from "../trace/node/trace-run.ts";
import {
  addDynamicsOptions,
  analyzeDynamics,
  asksForDynamics,
  checkDynamicsOptions,
  type DynamicsOptions,
} from "./analyze-dynamics.ts";
import { openCheckpointPath } from "./model-input.ts";

let temporary: Scratch;
let checkpoint: string;
beforeAll(async () => {
  temporary = await scratch();
  const folder = temporary.path("model");
  await mkdir(folder);
  checkpoint = `${folder}/model.safetensors`;
  const { tensors, config } = untrainedCheckpoint(SMALL, 1);
  await writeFile(checkpoint, Buffer.concat(tensors));
  await writeFile(`${folder}/config.json`, config);
  const { model, close } = await openCheckpointPath(checkpoint, undefined, undefined);
  const engine = await testEngine("cpu");
  const rows = smallRows(["a", "b"]);
  const header = madeUpHeader(rows.length, {
    model: { architecture: "trm", file: model.file, sha256: model.sha256 },
    config: upstreamConfig(model.config),
  });
  const job = {
    model,
    engine,
    rows,
    batch: 2,
    steps: 4,
    seed: 7,
    interventions: [],
    decode: {},
    states: "all",
  } as const;
  await traceRun(job, await openRunWriter(temporary.path("run"), { header, tasks: [] }));
  await engine.close();
  await close();
});
afterAll(() => temporary.remove());

const analyze = async (options: DynamicsOptions) => analyzeDynamics([await temporary.open("run")], options);

describe("analyzeDynamics", () => {
  it("prints the exponents that were asked for, of each rollout", async () => {
    const { text, json } = await analyze({ lyapunov: 2, checkpoint, skip: 1, threads: 1 });
    expect(text).toContain(
      "run: finite-time Lyapunov exponents, nats per supervision step, 1 supervision step skipped",
    );
    expect(text).toMatch(/^0 +a +unknown +-?\d+\.\d{3} +-?\d+\.\d{3}$/m);
    expect(json).toMatchObject({
      lyapunov: [
        { run: "run", exponents: 2, unit: "supervision-step", skipped_supervision_steps: 1, scheme: "central" },
      ],
    });
    expect(JSON.parse(JSON.stringify(json)).lyapunov[0].rollouts[1].running).toHaveLength(3);
    expect(json).not.toHaveProperty("projection");
  });

  it("prints how much of the variance the axes show, and what they were fitted on", async () => {
    const { text, json } = await analyze({ project: true, state: "z_L", every: "l-step", components: 2 });
    const fitted = "principal axes of z_L after every l step, fitted on 96 states of 2 rollouts of run (exact)";
    expect(text).toContain(fitted);
    expect(text).toMatch(/^2 +\d+\.\d % +\d+\.\d %$/m);
    expect(json).toMatchObject({ projection: { state: "z_L", states: 96, dimension: 176 } });
  });

  it("takes z_H after supervision steps where nothing else is said, and the first so many rollouts", async () => {
    const { json } = await analyze({ project: true, limit: 1 });
    expect(json).toMatchObject({ projection: { state: "z_H", every: "supervision-step", states: 4 } });
  });

  it.each<[DynamicsOptions, string]>([
    [{ checkpoint: "f", project: true }, "invalid checkpoint: f (expected --lyapunov K beside it)"],
    [{ lyapunovUnit: "h-step" }, "invalid lyapunov-unit: h-step (expected --lyapunov K beside it)"],
    [{ fitOn: "first", lyapunov: 1 }, "invalid fit-on: first (expected --project beside it)"],
    [{ components: 2 }, "invalid components: 2 (expected --project beside it)"],
  ])("refuses %o, which nothing would use", (options, sentence) => {
    expect(() => checkDynamicsOptions(options)).toThrow(sentence);
  });

  it("wants a checkpoint for exponents", async () => {
    await expect(analyze({ lyapunov: 2 })).rejects.toThrow(
      "invalid lyapunov: 2 (expected --checkpoint FILE beside it)",
    );
  });

  it("has its options read from the command line", async () => {
    const command = addDynamicsOptions(new Command().exitOverride());
    const words = "--lyapunov 3 --checkpoint f --lyapunov-unit h-step --skip 2 --project --state z_L --every h-step";
    command.parse([...words.split(" "), "--components", "2", "--fit-on", "first", "--limit", "9"], { from: "user" });
    expect(command.opts<DynamicsOptions>()).toEqual({
      lyapunov: 3,
      checkpoint: "f",
      lyapunovUnit: "h-step",
      skip: 2,
      project: true,
      state: "z_L",
      every: "h-step",
      components: 2,
      fitOn: "first",
      limit: 9,
    });
    expect(() => command.parse(["--every", "day"], { from: "user" })).toThrow("invalid every: day");
  });

  it("is asked for by either of its options", () => {
    expect(asksForDynamics({})).toBe(false);
    expect(asksForDynamics({ lyapunov: 1 })).toBe(true);
    expect(asksForDynamics({ project: true })).toBe(true);
  });
});
