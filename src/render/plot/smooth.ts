/**
 * @file Smoothed series: what a noisy one comes to around each of its places.
 */

import type { Numbers } from "./plot.ts";

/** Of a long series, a window of so many: enough to see through the noise, not so much as to hide what happens. */
const WINDOWS = 60;

/** How many places to average over, an odd number, where nobody says. */
export function windowOf(length: number): number {
  return 2 * Math.floor(length / WINDOWS / 2) + 1;
}

/**
 * The mean of the numbers within a window of `width` places around each place, which is cut off at either end. `NaN` is left out, and
 * stays where there is nothing else. With `harmonic`, the harmonic mean: of rates, that over the whole window.
 */
export function runningMean(values: Numbers, width: number, { harmonic = false } = {}): Float64Array {
  const { length } = values;
  const half = Math.floor(width / 2);
  const smooth = new Float64Array(length);
  // Sums of the window itself, not differences of sums from the start, which would lose digits over millions of numbers.
  let [sum, count] = [0, 0];
  const add = (index: number, sign: 1 | -1): void => {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value) || (harmonic && value === 0)) return;
    sum += sign * (harmonic ? 1 / value : value);
    count += sign;
  };
  for (let index = 0; index < Math.min(half, length); index++) add(index, 1);
  for (let index = 0; index < length; index++) {
    if (index + half < length) add(index + half, 1);
    if (index - half - 1 >= 0) add(index - half - 1, -1);
    smooth[index] = count === 0 ? Number.NaN : harmonic ? count / sum : sum / count;
  }
  return smooth;
}
