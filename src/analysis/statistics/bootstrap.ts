/**
 * @file The bootstrap: percentile intervals from seeded resampling. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13.
 * Values that are all the same have nothing to resample: of them the rule of three, Hanley and Lippman-Hand, "If nothing goes wrong, is
 * everything all right?", JAMA 249, 1983, in its exact form (Clopper and Pearson, Biometrika 26, 1934).
 */

import { philox4x32 } from "../../random/philox.ts";
import type { Clusters } from "./clusters.ts";
import type { Estimate } from "./proportion.ts";
import { quantileOfSorted, sorted } from "./quantile.ts";

export interface BootstrapOptions {
  readonly seed?: number;
  readonly draws?: number;
  /** Share of resamples inside the interval. */
  readonly level?: number;
  /** The least and the largest that a value can be. Without, values that are all the same have an interval without a width. */
  readonly range?: readonly [least: number, most: number];
  /** What each value belongs to: whole clusters are drawn (Davison and Hinkley, "Bootstrap Methods and their Application", 1997, section 3.8). */
  readonly clusters?: Clusters;
}

/**
 * The mean of `values` with its interval. For paired data: of their differences. Where all are the same and the range of a value is known:
 * had a share p of all that might have been drawn another value, `size` draws would miss it with a chance of (1 − p)^size; the interval
 * goes as far as the mean would be moved by the largest p for which that is no less than the interval's tail.
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions = {}): Estimate {
  const { seed = 0, draws = 2000, level = 0.95, range } = options;
  const { sums, counts } = summedUp(values, options.clusters);
  const size = sums.length;
  const tail = (1 - level) / 2;
  if (size === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const mean = (at: (i: number) => number): number => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < size; i++) {
      const drawn = at(i);
      sum += sums[drawn] ?? Number.NaN;
      count += counts[drawn] ?? Number.NaN;
    }
    return sum / count;
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

/** Of each cluster. */
function summedUp(values: ArrayLike<number>, clusters: Clusters | undefined) {
  if (clusters?.[0] === undefined) return { sums: values, counts: new Uint8Array(values.length).fill(1) };
  const places = new Map<string | undefined, number>();
  for (const cluster of clusters) if (!places.has(cluster)) places.set(cluster, places.size);
  const [sums, counts] = [new Float64Array(places.size), new Float64Array(places.size)];
  for (let at = 0; at < values.length; at++) {
    const place = places.get(clusters[at]) ?? 0;
    sums[place] = (sums[place] ?? 0) + (values[at] ?? Number.NaN);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { sums, counts };
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
