/**
 * @file The bootstrap: percentile intervals from seeded resampling. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13.
 * Values that are all the same have nothing to resample: of them the rule of three, Hanley and Lippman-Hand, "If nothing goes wrong, is
 * everything all right?", JAMA 249, 1983, in its exact form (Clopper and Pearson, Biometrika 26, 1934).
 */

import { philox4x32 } from "../../random/philox.ts";
import type { Estimate } from "./proportion.ts";
import { quantileOfSorted, sorted } from "./quantile.ts";

export interface BootstrapOptions {
  readonly seed?: number;
  readonly draws?: number;
  /** Share of resamples inside the interval. */
  readonly level?: number;
  /** The least and the largest that a value can be. Without, values that are all the same have an interval without a width. */
  readonly range?: readonly [least: number, most: number];
}

/**
 * The mean of `values` with its interval. For paired data: of their differences. Where all are the same and the range of a value is known:
 * had a share p of all that might have been drawn another value, `size` draws would miss it with a chance of (1 − p)^size; the interval
 * goes as far as the mean would be moved by the largest p for which that is no less than the interval's tail.
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions = {}): Estimate {
  const { seed = 0, draws = 2000, level = 0.95, range } = options;
  const size = values.length;
  const tail = (1 - level) / 2;
  if (size === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const mean = (at: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[at(i)] ?? Number.NaN;
    return sum / size;
  };
  const [value = Number.NaN] = Array.from(values);
  if (range !== undefined && Array.from(values).every((other) => other === value)) {
    const unseen = 1 - tail ** (1 / size);
    const [least, most] = range;
    return { value, low: value - unseen * (value - least), high: value + unseen * (most - value) };
  }
  const draw = uniformIndices(seed, size);
  const means = sorted(Float64Array.from({ length: draws }, () => mean(draw)));
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
