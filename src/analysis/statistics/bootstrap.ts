/**
 * @file The bootstrap: percentile intervals from seeded resampling. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13.
 */

import { philox4x32 } from "../../random/philox.ts";
import type { Estimate } from "./proportion.ts";
import { quantileOfSorted, sorted } from "./quantile.ts";

export interface BootstrapOptions {
  readonly seed?: number;
  readonly draws?: number;
  /** Share of resamples inside the interval. */
  readonly level?: number;
}

/** The mean of `values` with its interval. For paired data: of their differences. */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions = {}): Estimate {
  const { seed = 0, draws = 2000, level = 0.95 } = options;
  const size = values.length;
  if (size === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const mean = (at: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[at(i)] ?? Number.NaN;
    return sum / size;
  };
  const draw = uniformIndices(seed, size);
  const means = sorted(Float64Array.from({ length: draws }, () => mean(draw)));
  const tail = (1 - level) / 2;
  return { value: mean((i) => i), low: quantileOfSorted(means, tail), high: quantileOfSorted(means, 1 - tail) };
}

/** Whole numbers below `size`, one a call, the same for the same seed everywhere. */
export function uniformIndices(seed: number, size: number): () => number {
  const words = new Uint32Array(4);
  let drawn = 0;
  return () => {
    if (drawn % 4 === 0) philox4x32((drawn / 4) >>> 0, 0, 0, 0, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, words);
    return Math.floor(((words[drawn++ % 4] ?? 0) / 2 ** 32) * size);
  };
}
