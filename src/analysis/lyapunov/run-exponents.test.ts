import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../../test/engines.ts";
import { madeUpHeader, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import { SMALL, smallModel, smallRows } from "../../../test/small-model.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Model } from "../../model/model.ts";
import { upstreamConfig } from "../../model/upstream-config.ts";
import { parseInterventions } from "../../rollout/interventions/parse.ts";
import { openRunWriter } from "../../trace/node/run-writer.ts";
import { traceRun } from "../../trace/node/trace-run.ts";
import { type RunExponentOptions, type RunExponents, runExponents } from "./run-exponents.ts";

const KICK = "noise@2:target=z_L,sigma=2";

let temporary: Scratch;
let engine: Engine;
let model: Model;
beforeAll(async () => {
  temporary = await scratch();
  engine = await testEngine("cpu");
  model = await smallModel();
  await traced("still", []);
  await traced("kicked", [KICK]);
});
afterAll(async () => {
  await engine.close();
  await temporary.remove();
});

async function traced(name: string, specs: readonly string[]): Promise<void> {
  const rows = smallRows(["a", "b", "c"]);
  const { architecture } = model.config;
  const header = madeUpHeader(rows.length, {
    model: { architecture, file: model.file, sha256: model.sha256 },
    config: upstreamConfig(model.config),
    interventions: specs,
  });
  const interventions = parseInterventions(specs, { cycles: model.schedule, states: model.schedule.states });
  const job = { model, engine, rows, batch: 3, steps: 4, seed: 7, interventions, decode: {}, states: undefined };
  await traceRun(job, await openRunWriter(temporary.path(name), { header, tasks: [] }));
}

async function exponentsOf(
  name: string,
  { of = model, ...options }: Partial<RunExponentOptions> & { of?: Model } = {},
) {
  const found: RunExponents[] = [];
  for await (const one of runExponents(await temporary.open(name), of, engine, {
    exponents: 2,
    ...options,
  })) {
    found.push(one);
  }
  return found;
}

describe("runExponents", () => {
  it("follows the trajectories that the run recorded, kicks included", async () => {
    const [still, kicked] = [await exponentsOf("still"), await exponentsOf("kicked")];
    for (const found of [still, kicked]) {
      expect(found.map(({ record, cellsOff, running }) => [record.rollout, cellsOff, running.length])).toEqual([
        [0, 0, 4],
        [1, 0, 4],
        [2, 0, 4],
      ]);
    }
    still.forEach(({ running }, rollout) => {
      expect([...(kicked[rollout]?.running[0] ?? [])]).toEqual([...(running[0] ?? [])]);
      expect([...(kicked[rollout]?.running[1] ?? [])]).not.toEqual([...(running[1] ?? [])]);
    });
  });

  it("takes the rollouts that are asked for", async () => {
    const [only, ...others] = await exponentsOf("still", { rollouts: [1] });
    expect(others).toEqual([]);
    expect(only?.exponents).toEqual((await exponentsOf("still"))[1]?.exponents);
  });

  it("takes the first so many", async () => {
    expect((await exponentsOf("still", { limit: 2 })).map(({ record }) => record.rollout)).toEqual([0, 1]);
  });

  it("leaves steps that count", async () => {
    await expect(exponentsOf("still", { skip: 4 })).rejects.toThrow("invalid skip: 4 (expected 0 to 3");
  });

  it("refuses the same weights with other cycles", async () => {
    const other = await smallModel({ ...SMALL, hCycles: 2 });
    await expect(exponentsOf("still", { of: other })).rejects.toThrow(
      "invalid H_cycles: 2 (expected 3, as the run was traced with, in still)",
    );
  });

  it("refuses another model than the run's, and a run without one", async () => {
    await expect(exponentsOf("still", { of: await smallModel(SMALL, 2) })).rejects.toThrow(
      "invalid checkpoint: model.safetensors (expected the weights of model.safetensors that the run was traced with, in still)",
    );
    await writeMadeUpRun(temporary.path("imported"), { rollouts: 1, batch: 1, side: 5, header: { model: null } });
    await expect(exponentsOf("imported")).rejects.toThrow("unsupported run: imported was imported");
  });
});
