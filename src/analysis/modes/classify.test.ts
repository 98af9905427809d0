import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MadeUpMotion, type MadeUpTrajectory, recordTrajectories } from "../../../test/made-up-trajectory.ts";
import { type Classification, classify, settledAt } from "./classify.ts";
import { type Measurements, measure } from "./measure.ts";
import { seriesOf } from "./series.ts";
import { DEFAULT_THRESHOLDS } from "./thresholds.ts";

async function measured(trajectory: MadeUpTrajectory, steps = 16): Promise<Measurements> {
  const [recorded] = await recordTrajectories([trajectory], { steps, hCycles: 3, lCycles: 4 });
  if (recorded === undefined) throw new Error("nothing was recorded");
  return measure(recorded.rollout, seriesOf(recorded.steps));
}

const classified = async (motion: MadeUpMotion, more: Partial<MadeUpTrajectory> = {}): Promise<Classification> =>
  classify(await measured({ motion, seed: 1, ...more }));

const RIGHT: MadeUpMotion = { kind: "fixed point", right: true };
const WRONG: MadeUpMotion = { kind: "fixed point", right: false };
const WANDER: MadeUpMotion = { kind: "wander", cosDist: 0.1 };

/** Motions with the mode and the motion that each must be given. */
const TRUTH: readonly (readonly [MadeUpMotion, Partial<Classification>])[] = [
  [RIGHT, { mode: "solved", motion: "settled", suspect: false, period: null }],
  [WRONG, { mode: "wrong_fixed_point_flagged", motion: "settled", suspect: true, period: null }],
  ...[2, 3, 4, 5].map((period): readonly [MadeUpMotion, Partial<Classification>] => [
    { kind: "cycle", period },
    { mode: "cycle", motion: "cycling", suspect: false, period, cycleSeenIn: "both" },
  ]),
  [
    { kind: "drift", cosDist: 3e-3 },
    { mode: "unsettled", motion: "unsettled", period: null },
  ],
  [WANDER, { mode: "wandering", motion: "wandering", period: null }],
  [
    { kind: "late solve", at: 9 },
    { mode: "solved", motion: "settled" },
  ],
  [
    { kind: "lost", at: 9 },
    { mode: "solved_then_lost", motion: "settled", suspect: true },
  ],
];

describe("the tail", () => {
  it("begins after what was done to the rollout, unless it was done to the end", async () => {
    const [recorded] = await recordTrajectories([{ motion: WRONG, seed: 1 }], { steps: 8, hCycles: 3, lCycles: 4 });
    if (recorded === undefined) throw new Error("nothing was recorded");
    const tailOf = (intervention: string, tail = 4): number =>
      measure({ ...recorded.rollout, intervention }, seriesOf(recorded.steps), { tail }).tail;
    expect(["", "noise@2:sigma=1", "noise@5:sigma=1", "noise@7.3:sigma=1"].map((spec) => tailOf(spec))).toEqual([
      4, 4, 3, 1,
    ]);
    expect(["noise@8:sigma=1", "noise@*:sigma=1"].map((spec) => tailOf(spec))).toEqual([4, 4]);
    expect([tailOf("noise@5:sigma=1", 40), tailOf("", 40)]).toEqual([3, 8]);
  });
});

describe("classify", () => {
  for (const [motion, expected] of TRUTH) {
    const name = JSON.stringify(motion);
    it(`knows ${name}`, async () => {
      expect(await classified(motion)).toMatchObject(expected);
    });

    it(`knows ${name} under noise, whatever the points`, async () => {
      await fc.assert(
        fc.asyncProperty(
          // Relative to the state: its square is about the 1 − cosine that the noise makes by itself.
          fc.integer({ min: -7, max: -2 }).map((exponent) => 10 ** exponent),
          fc.integer({ min: 1, max: 2 ** 31 }),
          async (noise, seed) => {
            // Which of two points decodes to which answers is chance: the period of the answers may be a divisor.
            const { cycleSeenIn: _, ...sure } = expected;
            expect(await classified(motion, { noise, seed })).toMatchObject(sure);
          },
        ),
        // Once in some thousand runs noise alone makes a period of 2 look like 4.
        { numRuns: 6, seed: 5 },
      );
    });
  }

  it("tells whether the halting head believes a wrong fixed point", async () => {
    const mode = async (q: number) => (await classified(WRONG, { q: [9, q] })).mode;
    expect(await mode(0.99)).toBe("wrong_fixed_point_flagged");
    expect(await mode(1)).toBe("wrong_fixed_point_confident");
  });

  it("keeps what needs no target where there is none", async () => {
    for (const [motion, { motion: seen }] of TRUTH) {
      const known = await measured({ motion, seed: 1 });
      const unknown = await measured({ motion, seed: 1, target: false });
      expect(classify(unknown)).toEqual({ ...classify(known), mode: "unknown" });
      expect(classify(unknown).motion).toBe(seen);
    }
  });

  it("moves a rollout over to its neighbour exactly where the threshold passes its number", async () => {
    const drifting = await measured({ motion: { kind: "drift", cosDist: 3e-3 }, seed: 3 });
    const [most, upper] = [drifting.hCosDistMax ?? 0, drifting.hCosDistUpper ?? 0];
    const motion = (thresholds: object) => classify(drifting, { ...DEFAULT_THRESHOLDS, ...thresholds }).motion;
    expect(motion({ settled: most })).toBe("settled");
    expect(motion({ settled: most * (1 - 1e-9) })).toBe("unsettled");
    expect(motion({ wandering: upper })).toBe("unsettled");
    expect(motion({ wandering: upper * (1 - 1e-9) })).toBe("wandering");
  });

  it("does not call a state settled that is not a number", async () => {
    const [recorded] = await recordTrajectories([{ motion: WRONG, seed: 1 }]);
    if (recorded === undefined) throw new Error("nothing was recorded");
    const steps = recorded.steps.map((step) => (step.hCosDist === null ? step : { ...step, hCosDist: Number.NaN }));
    const broken = measure({ ...recorded.rollout, hCosDistCurve: steps.map(() => Number.NaN) }, seriesOf(steps));
    expect(broken.basis).toBe("states");
    expect(classify(broken).motion).toBe("unsettled");
  });

  it("does not call settled, or wandering, what has no movement in its tail", async () => {
    const still = { ...(await measured({ motion: WRONG, seed: 1 })), statePeriod: null };
    const none = { ...still, hCosDistMax: null, hCosDistUpper: null, hCosDistMedian: null };
    expect(classify(still).motion).toBe("settled");
    expect(classify(none)).toMatchObject({ motion: "unsettled", suspect: false, mode: "unsettled" });
    const answers = {
      ...none,
      basis: "answers",
      answerPeriod: null,
      answersChanged: null,
      cellsChangedMax: null,
    } as const;
    expect(classify(answers).motion).toBe("unsettled");
  });

  it("takes a logit that is not a number for no word of the halting head's", async () => {
    const still = await measured({ motion: WRONG, seed: 1 });
    for (const halt of [-100, 100]) {
      const said = classify({ ...still, finalQHaltLogit: Number.NaN }, { ...DEFAULT_THRESHOLDS, halt });
      expect(said).toEqual(classify({ ...still, finalQHaltLogit: null }, { ...DEFAULT_THRESHOLDS, halt }));
      expect(said).toMatchObject({ suspect: null, mode: "wrong_fixed_point_confident" });
    }
  });
});

describe("without movement", () => {
  /** As an import leaves it. */
  async function imported(motion: MadeUpMotion): Promise<Measurements> {
    const [recorded] = await recordTrajectories([{ motion, seed: 2 }]);
    if (recorded === undefined) throw new Error("nothing was recorded");
    const gone = { hCosDist: null, lCosDist: null, residual: null, returnLag: null, returnCosDist: null };
    const steps = recorded.steps.map((step) => ({ ...step, ...gone, meanEntropy: null, minMargin: null }));
    return measure({ ...recorded.rollout, hCosDistCurve: null }, seriesOf(steps));
  }

  it("says that it goes by the answers", async () => {
    expect(await imported(WRONG)).toMatchObject({
      basis: "answers",
      hCosDistMax: null,
      drift: null,
      returnRatio: null,
    });
  });

  it("knows settled, cycling with its period, and wandering", async () => {
    expect(classify(await imported(WRONG))).toMatchObject({ motion: "settled", mode: "wrong_fixed_point_flagged" });
    expect(classify(await imported({ kind: "cycle", period: 3 }))).toMatchObject({
      motion: "cycling",
      period: 3,
      cycleSeenIn: "answers",
    });
    expect(classify(await imported({ kind: "wander", cosDist: 0.5 })).motion).toBe("wandering");
  });
});

describe("settledAt", () => {
  it("is the first step after which nothing moves any more", () => {
    expect(settledAt([0.5, 1e-4, 0.2, 1e-3, 1e-5], DEFAULT_THRESHOLDS)).toBe(4);
    expect(settledAt([0.5, 0.2], DEFAULT_THRESHOLDS)).toBeNull();
    expect(settledAt([], DEFAULT_THRESHOLDS)).toBeNull();
    expect(settledAt(null, DEFAULT_THRESHOLDS)).toBeNull();
  });

  it("agrees with the movement that was made up", async () => {
    const [recorded] = await recordTrajectories([{ motion: { kind: "late solve", at: 9 }, seed: 4 }]);
    const step = settledAt(recorded?.rollout.hCosDistCurve ?? null, DEFAULT_THRESHOLDS);
    expect(step).toBeGreaterThanOrEqual(9);
    expect(step).toBeLessThanOrEqual(11);
  });
});
