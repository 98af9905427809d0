/**
 * @file How well a score tells two groups apart: the area under the ROC curve, which is the Mann–Whitney statistic, and its interval by
 * DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves", Biometrics 44(3), 1988. Where that
 * has no width (the groups do not overlap, or all scores are the same), by R. G. Newcombe, "Confidence intervals for an effect size
 * measure based on the Mann–Whitney statistic, part 2", Statistics in Medicine 25, 2006, method 5.
 */

import { type Estimate, Z95 } from "./proportion.ts";

export interface Auc extends Estimate {
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The chance that a positive has the larger score than a negative, ties counting half, with its 95 % interval. `NaN` where either group is
 * empty; the scores are numbers.
 */
export function auc(positives: ArrayLike<number>, negatives: ArrayLike<number>): Auc {
  const [m, n] = [positives.length, negatives.length];
  if (m === 0 || n === 0) {
    return { positives: m, negatives: n, value: Number.NaN, low: Number.NaN, high: Number.NaN };
  }
  const all = midranks([...Array.from(positives), ...Array.from(negatives)]);
  const [own, others] = [midranks(Array.from(positives)), midranks(Array.from(negatives))];
  // Of each positive, the share of negatives below it; of each negative, the share of positives above it.
  const above = Array.from(own, (rank, i) => ((all[i] ?? 0) - rank) / n);
  const below = Array.from(others, (rank, j) => 1 - ((all[m + j] ?? 0) - rank) / m);
  const value = mean(above);
  const error = Math.sqrt(variance(above) / m + variance(below) / n);
  const [low, high] =
    error > 0
      ? [Math.max(0, value - Z95 * error), Math.min(1, value + Z95 * error)]
      : [furthest(value, 0, m, n), furthest(value, 1, m, n)];
  return { positives: m, negatives: n, value, low, high };
}

/** Towards `end`, the area furthest from `value` that is not yet 1.96 of its own standard errors away: Newcombe's method 5, by bisection. */
function furthest(value: number, end: 0 | 1, m: number, n: number): number {
  const larger = (m + n) / 2 - 1;
  const error = (area: number): number =>
    Math.sqrt((area * (1 - area) * (1 + (larger * (1 - area)) / (2 - area) + (larger * area) / (1 + area))) / (m * n));
  let [inside, outside] = [value, end as number];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (inside + outside) / 2;
    if (Math.abs(middle - value) <= Z95 * error(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** Ranks from 1; equal values share the mean of theirs. */
function midranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => compare(values[a] ?? 0, values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let i = from; i < to; i++) ranks[order[i] as number] = (from + to + 1) / 2;
  }
  return ranks;
}

/** Not their difference: infinities have none. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a sample; 0 of a single value. */
function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
