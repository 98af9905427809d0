import { describe, expect, it } from "vitest";
import { recordTrajectories } from "../../test/made-up-trajectory.ts";
import type { AnalysedRollout } from "./analyse-run.ts";
import { classify } from "./modes/classify.ts";
import { measure } from "./modes/measure.ts";
import { seriesOf } from "./modes/series.ts";
import { curvesOf } from "./rollout-curves.ts";
import { summarise } from "./summarise.ts";
import { type FailureVerdict, verdictOnFailures } from "./verdict-on-failures.ts";

interface Group {
  readonly count: number;
  readonly steps: number;
  readonly intervention?: string;
}

/** Failures that settle. */
async function failures({ count, steps, intervention = "" }: Group): Promise<AnalysedRollout[]> {
  const motion = { kind: "fixed point", right: false } as const;
  const trajectories = Array.from({ length: count }, (_, seed) => ({ motion, seed: seed + 1 }));
  const recorded = await recordTrajectories(trajectories, { steps, hCycles: 9, lCycles: 1 });
  return recorded.map(({ rollout, steps: rows }) => {
    const record = { ...rollout, intervention };
    const measured = measure(record, seriesOf(rows), { tail: 1 });
    return {
      identity: record,
      input: "",
      labelled: 16,
      measured,
      classified: classify(measured),
      settledAt: null,
      curves: curvesOf(record, seriesOf(rows), { haltRule: "q_halt > 0", targetGrid: undefined }),
    };
  });
}

async function verdictOf(groups: readonly Group[]): Promise<FailureVerdict> {
  const rollouts = (await Promise.all(groups.map(failures))).flat();
  // Each of a puzzle of its own.
  return verdictOnFailures(
    summarise(rollouts.map((one, at) => ({ ...one, identity: { ...one.identity, task: `puzzle ${at}` } }))),
  );
}

describe("the verdict on failures", () => {
  it("is given where their end was seen", async () => {
    expect(await verdictOf([{ count: 9, steps: 6 }])).toMatchObject({
      verdict: "settle",
      settled: { successes: 9, trials: 9 },
      sentence: expect.stringMatching(/^most failures settle: 9 of 9 settle .*; 0 cycling, 0 wandering, 0 unsettled$/),
    });
  });

  it("is none where the rollouts have a single step", async () => {
    expect(await verdictOf([{ count: 9, steps: 1 }])).toMatchObject({
      verdict: "no dynamics",
      sentence: "no dynamics to judge: the 9 failures end with fewer than 2 supervision steps that nothing was done to",
    });
  });

  it.each(["noise@*:target=z_L,sigma=1", "noise@6:target=z_L,sigma=1", "noise@5:target=z_L,sigma=1"])(
    "is none where they were interfered with until the last but one or later: %s",
    async (intervention) => {
      expect(await verdictOf([{ count: 9, steps: 6, intervention }])).toMatchObject({ verdict: "no dynamics" });
    },
  );

  it("is given where two steps at the end are their own", async () => {
    const intervention = "noise@4:target=z_L,sigma=1";
    expect(await verdictOf([{ count: 9, steps: 6, intervention }])).toMatchObject({ verdict: "settle" });
  });

  it("counts those alone of which enough was seen, and says how many others there are", async () => {
    const kicked = { count: 2, steps: 6, intervention: "noise@*:target=z_L,sigma=1" };
    expect(await verdictOf([{ count: 9, steps: 6 }, kicked])).toMatchObject({
      verdict: "settle",
      settled: { successes: 9, trials: 9 },
      sentence: expect.stringContaining(
        "; 2 more end with fewer than 2 supervision steps that nothing was done to, and do not count",
      ),
    });
  });

  it("is less sure where the failures are versions of a few puzzles", async () => {
    const identities = (trajectories: boolean) => (one: AnalysedRollout, at: number) => ({
      ...one,
      identity: { ...one.identity, ...(trajectories && { task: `puzzle ${at % 3}`, trajectory: at }) },
    });
    const rollouts = await failures({ count: 9, steps: 6 });
    expect(verdictOnFailures(summarise(rollouts.map(identities(false)))).verdict).toBe("settle");
    expect(verdictOnFailures(summarise(rollouts.map(identities(true))))).toMatchObject({
      verdict: "undecided",
      settled: { successes: 9, trials: 9 },
    });
  });

  it("is none without failures", () => {
    expect(verdictOnFailures(summarise([]))).toMatchObject({ verdict: "no failures" });
  });
});
