import { describe, expect, it } from "vitest";
import { calibration } from "./calibration.ts";
import { goingOn, haltingCurve, haltingThresholds } from "./halting-curve.ts";

const rollout = (margins: number[], solved: number[]) => ({
  haltMargin: Float32Array.from(margins),
  solved: Float32Array.from(solved),
});

describe("haltingCurve", () => {
  const rollouts = [
    // Right at once and lost later: halting early helps.
    rollout([2, -1, -1], [1, 0, 0]),
    // Right only in the end: halting early hurts.
    rollout([0.5, 1, 3], [0, 0, 1]),
    // No target.
    rollout([9, 9, 9], [Number.NaN, Number.NaN, Number.NaN]),
  ];

  it("takes the answer at the first step above the threshold, else the last", () => {
    const points = haltingCurve(rollouts, [-5, 0, 1.5, 2.5, Number.POSITIVE_INFINITY]);
    expect(points.map(({ solved }) => solved.successes)).toEqual([1, 1, 2, 1, 1]);
    expect(points.map(({ meanSteps }) => meanSteps)).toEqual([1, 1, 2, 3, 3]);
    expect(points.map(({ halted }) => halted)).toEqual([1, 1, 0.5, 0, 0]);
    expect(points[0]?.solved.trials).toBe(2);
  });

  it("says without a target when they would halt", () => {
    const unjudged = [rollout([2, -1, -1], []), rollout([-1, 1, 3], []), rollout([Number.NaN], [])];
    const [point] = haltingCurve(unjudged, [0]);
    expect(point).toMatchObject({ meanSteps: 1.5, halted: 1, solved: { successes: 0, trials: 0 } });
  });

  it("is offered thresholds from where all halt at once to where none halts", () => {
    const thresholds = haltingThresholds(rollouts.slice(0, 2));
    const points = haltingCurve(rollouts, thresholds);
    expect(points[0]?.meanSteps).toBe(1);
    expect(points.at(-2)?.halted).toBe(0);
    expect(points.at(-1)?.threshold).toBe(Number.POSITIVE_INFINITY);
    expect(thresholds).toContain(0);
  });
});

describe("goingOn", () => {
  it("counts what is lost and gained", () => {
    const one = (solvedAtHalt: boolean | null, solved: boolean | null, firstSolved: number | null) => ({
      solvedAtHalt,
      solved,
      firstSolved,
    });
    const result = goingOn([
      one(true, false, 1),
      one(false, true, 9),
      one(true, true, 2),
      one(false, false, 3),
      one(null, null, null),
    ]);
    expect(result).toMatchObject({ judged: 4 });
    expect(result.lost.successes).toBe(1);
    expect(result.gained.successes).toBe(1);
    expect(result.solvedEver.successes).toBe(4);
  });
});

describe("calibration", () => {
  it("is perfect for a head that knows", () => {
    const judged = [20, 25, -20, -30].map((qHaltLogit) => ({ qHaltLogit, solved: qHaltLogit > 0 }));
    const { auc, brier, calibrationError, bins } = calibration(judged);
    expect(auc.value).toBe(1);
    expect(brier).toBeLessThan(1e-15);
    expect(calibrationError).toBeLessThan(1e-8);
    expect(bins.map(({ from, solved }) => [from, solved.successes, solved.trials])).toEqual([
      [0, 0, 2],
      [0.9, 2, 2],
    ]);
  });

  it("shows a head that is too sure of itself", () => {
    const judged = Array.from({ length: 10 }, (_, i) => ({ qHaltLogit: 10, solved: i < 5 }));
    const { auc, calibrationError } = calibration(judged);
    expect(auc.value).toBe(0.5);
    expect(calibrationError).toBeCloseTo(0.5, 4);
  });

  it("is nothing of nothing", () => {
    expect(calibration([])).toMatchObject({ bins: [], brier: Number.NaN });
  });
});
