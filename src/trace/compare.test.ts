import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { firstDifference, runsEqual } from "./compare.ts";
import type { Run } from "./run-reader.ts";
import type { RolloutRecord, StepRecord } from "./schema.ts";

let temporary: Scratch;
let run: Run;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("run"), { rollouts: 3, batch: 3, side: 4, shape: { steps: 2, settlesAt: 2 } });
  run = await temporary.open("run");
});
afterAll(() => temporary.remove());

function withRollout(number: number, change: Partial<RolloutRecord>): Run {
  return {
    ...run,
    async *rolloutGroups() {
      for await (const rows of run.rolloutGroups()) {
        yield rows.map((row) => (row.rollout === number ? { ...row, ...change } : row));
      }
    },
  };
}

function withSteps(number: number, change: (steps: readonly StepRecord[]) => readonly StepRecord[]): Run {
  return {
    ...run,
    async *allSteps() {
      for await (const steps of run.allSteps()) yield steps[0]?.rollout === number ? change(steps) : steps;
    },
  };
}

describe("two runs", () => {
  it("are equal to themselves", async () => {
    expect(await runsEqual(run, run)).toBe(true);
  });

  it("differ in a column of a rollout", async () => {
    expect(await firstDifference(run, withRollout(1, { haltStep: 99 }))).toBe(
      `rollout 1: halt_step is ${(await run.rollouts())[1]?.haltStep}, then 99`,
    );
    const zero = await firstDifference(withRollout(2, { qHaltCurve: [0, 1] }), withRollout(2, { qHaltCurve: [-0, 1] }));
    expect(zero).toBe("rollout 2: q_halt_curve is [0 1], then [-0 1]");
  });

  it("differ in the last cell of an answer", async () => {
    const answerTokens = (await run.rollouts())[0]?.answerTokens.slice() ?? new Uint8Array();
    answerTokens[15] = 77;
    expect(await firstDifference(run, withRollout(0, { answerTokens }))).toContain("rollout 0: answer_tokens is [");
  });

  it("differ in an event", async () => {
    const other = withSteps(1, (steps) => steps.map((step, at) => (at === 17 ? { ...step, residual: 0.5 } : step)));
    expect(await runsEqual(run, other)).toBe(false);
    const before = (await run.steps(1))[17]?.residual;
    expect(await firstDifference(run, other)).toBe(`rollout 1, probe 2.1.3: residual is ${before}, then 0.5`);
  });

  it("differ where one is shorter", async () => {
    const shorter = withSteps(2, (steps) => steps.slice(0, -1));
    expect(await firstDifference(run, shorter)).toBe("rollout 2, answer 2.3.4 is in one of the runs only");
    expect(await firstDifference(run, { ...run, rolloutCount: 2 })).toBe("3 rollouts, then 2");
  });
});
