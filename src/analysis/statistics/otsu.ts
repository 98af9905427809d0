/**
 * @file Where a sample that falls into two heaps is best cut. Otsu, "A threshold selection method from gray-level histograms", IEEE
 * Transactions on Systems, Man, and Cybernetics 9(1), 1979; here on the values themselves, without a histogram.
 */

import { sorted } from "./quantile.ts";

export interface Cut {
  /** Midway between the largest value of the lower heap and the smallest of the upper. */
  readonly at: number;
  /** The share of the variance that lies between the heaps, 0 to 1: near 1 where there really are two. */
  readonly separation: number;
  /** The values are no further apart than those of one heap would be: the cut goes through it, and means nothing. */
  readonly oneHeap: boolean;
}

/**
 * What the best cut of an even spread without any gap separates; of one heap with thinner edges, less: 2/π of a normal one. A sample
 * scatters about its own by some 1/√count.
 */
const EVEN_SPREAD = 0.75;

/** Null where fewer than two values differ. */
export function otsuCut(values: ArrayLike<number>): Cut | null {
  const ascending = sorted(values);
  const count = ascending.length;
  const total = ascending.reduce((sum, value) => sum + value, 0);
  const spread = ascending.reduce((sum, value) => sum + (value - total / count) ** 2, 0);
  if (!(spread > 0)) return null;
  let best: { readonly at: number; readonly between: number } | undefined;
  let sum = 0;
  for (let below = 1; below < count; below++) {
    const [low, high] = [ascending[below - 1] as number, ascending[below] as number];
    sum += low;
    if (low === high) continue;
    const gap = sum / below - (total - sum) / (count - below);
    const between = ((below * (count - below)) / count) * gap ** 2;
    if (best === undefined || between > best.between) best = { at: (low + high) / 2, between };
  }
  if (best === undefined) return null;
  const separation = best.between / spread;
  return { at: best.at, separation, oneHeap: separation <= Math.min(0.95, EVEN_SPREAD + 0.5 / Math.sqrt(count)) };
}
