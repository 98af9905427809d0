/**
 * @file Curves of many rollouts: the median and quartiles at every supervision step, or at every step counted from the solution.
 */

import type { CurveName, RolloutCurves } from "../rollout-curves.ts";
import { quantileOfSorted, sorted } from "../statistics/quantile.ts";

export interface SummaryPoint {
  /** Supervision step, or steps since it was first solved. */
  readonly at: number;
  /** Rollouts with a number there. */
  readonly count: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export const DYNAMICS = [
  "hCosDist",
  "lCosDist",
  "residual",
  "meanEntropy",
  "minMargin",
  "qHaltLogit",
  "cellsWrong",
] as const satisfies readonly CurveName[];

export type DynamicsName = (typeof DYNAMICS)[number];

/** Median and quartiles at supervision steps 1 to the longest rollout's last. */
export function summaryBySteps(rollouts: readonly RolloutCurves[], name: CurveName): SummaryPoint[] {
  const steps = rollouts.reduce((most, curves) => Math.max(most, curves[name].length), 0);
  return Array.from({ length: steps }, (_, at) =>
    summary(
      at + 1,
      Float64Array.from(rollouts, (one) => one[name][at] ?? Number.NaN),
    ),
  );
}

export interface SolvedCurves {
  readonly curves: RolloutCurves;
  /** From 1. */
  readonly firstSolved: number;
}

/** The same by t − first solved, from −`reach` to +`reach`: places that fewer than two rollouts reach are left out. */
export function summaryAroundSolution(rollouts: readonly SolvedCurves[], name: CurveName, reach = 8): SummaryPoint[] {
  return Array.from({ length: 2 * reach + 1 }, (_, place) => {
    const at = place - reach;
    const values = rollouts.map(({ curves, firstSolved }) => curves[name][firstSolved - 1 + at] ?? Number.NaN);
    return summary(at, values);
  }).filter(({ count }) => count >= 2);
}

function summary(at: number, values: ArrayLike<number>): SummaryPoint {
  const ascending = sorted(values);
  const [low = 0, median = 0, high = 0] = [0.25, 0.5, 0.75].map((q) => quantileOfSorted(ascending, q));
  return { at, count: ascending.length, median, low, high };
}
