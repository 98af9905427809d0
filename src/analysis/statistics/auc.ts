/**
 * @file How well a score tells two groups apart: the area under the ROC curve, which is the Mann–Whitney statistic, with the interval of
 * R. G. Newcombe, "Confidence intervals for an effect size measure based on the Mann–Whitney statistic, part 2", Statistics in Medicine
 * 25, 2006, method 5. DeLong's, from the scores' own variance, is much too narrow for small groups that hardly overlap.
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
  const own = midranks(Array.from(positives));
  // Of each positive, the share of negatives below it.
  const above = Array.from(own, (rank, i) => ((all[i] ?? 0) - rank) / n);
  const value = above.reduce((sum, share) => sum + share, 0) / m;
  return { positives: m, negatives: n, value, low: furthest(value, 0, m, n), high: furthest(value, 1, m, n) };
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
