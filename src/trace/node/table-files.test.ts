import { describe, expect, it } from "vitest";
import { madeUpEvents, madeUpRows } from "../../../test/made-up-rollout.ts";
import { record } from "../recorder.ts";
import { rolloutsPerStepsGroup } from "../run-layout.ts";
import type { StepRecord } from "../schema.ts";
import { stepsFile } from "./table-files.ts";

const shape = {
  hCycles: 1,
  lCycles: 1,
  steps: 2,
  settlesAt: 2,
  state: [1, 1],
  hasContinue: true,
  confidence: false,
} as const;

async function madeUpSteps(): Promise<readonly StepRecord[]> {
  const rows = madeUpRows(0, 1, 4);
  const schedule = { hCycles: 1, lCycles: 1, states: ["z_H", "z_L"] as const };
  const options = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 0, intervention: "" } as const;
  for await (const { steps } of record(madeUpEvents(rows, shape), options)) return steps;
  throw new Error("nothing was recorded");
}

describe("steps.parquet", () => {
  it("is written while the rollouts come: no more than a row group of them is held", async () => {
    const steps = await madeUpSteps();
    let taken = 0;
    async function* rollouts(): AsyncGenerator<readonly StepRecord[], void, void> {
      for (; taken < 100; taken++) yield steps;
    }
    const file = stepsFile(rollouts(), 4, "test");
    let chunks = 0;
    let bytes = 0;
    for await (const chunk of file.chunks) {
      expect(taken).toBeLessThanOrEqual(4 * ++chunks);
      bytes += chunk.length;
    }
    expect(file.index().rowGroups.map(({ rollouts }) => rollouts)).toEqual(Array(25).fill(4));
    expect(file.index().bytes).toBe(bytes);
  });

  it("has row groups of fewer rollouts where one alone is large", async () => {
    const [step] = await madeUpSteps();
    if (step === undefined) throw new Error("no step");
    // 5 MiB: a megabyte of probabilities for each of five events.
    const large = Array.from({ length: 5 }, () => ({ ...step, probabilities: new Uint8Array(2 ** 20) }));
    async function* rollouts(): AsyncGenerator<readonly StepRecord[], void, void> {
      yield* [[step], [step], large, large, [step]] as StepRecord[][];
    }
    const file = stepsFile(rollouts(), 4, "test");
    for await (const _ of file.chunks);
    expect(file.index().rowGroups.map(({ rollouts }) => rollouts)).toEqual([3, 2]);
  });

  it("has at most 4000 row groups, and a few rollouts in each as long as it can", () => {
    expect([1, 20, 400, 1000, 10_000].map(rolloutsPerStepsGroup)).toEqual([2, 2, 2, 5, 8]);
    for (const rollouts of [40_000, 1_000_000]) {
      expect(rollouts / rolloutsPerStepsGroup(rollouts)).toBeLessThanOrEqual(4000);
    }
  });
});
