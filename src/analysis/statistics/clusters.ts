/**
 * @file What observations are worth that are not independent, such as the augmentations of one puzzle: as many independent ones as give a
 * mean the same variance. J. N. K. Rao and A. J. Scott, "A simple method for the analysis of clustered binary data", Biometrics 48, 1992;
 * corrected for few clusters as in E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number of
 * positive counts estimated from survey data", Survey Methodology 24, 1998, who put that number into an interval for independent ones.
 */

import { type Proportion, proportion, Z95 } from "./proportion.ts";

/** What each observation belongs to, by any name. `undefined`: each is of its own. */
export type Clusters = readonly (string | undefined)[];

/** Independent observations that say as much of the mean of `values`, 1 to their number; that itself where each is of its own. */
export function effectiveSize(values: readonly number[], clusters: Clusters): number {
  const size = values.length;
  if (clusters[0] === undefined) return size;
  const mean = values.reduce((sum, value) => sum + value, 0) / size;
  const excess = new Map<string | undefined, number>();
  let spread = 0;
  for (const [at, value] of values.entries()) {
    excess.set(clusters[at], (excess.get(clusters[at]) ?? 0) + value - mean);
    spread += (value - mean) ** 2;
  }
  const count = excess.size;
  if (count === size) return size;
  // Nothing differs: by all that is known a cluster says no more than one of it.
  if (spread === 0 || count === 1) return count;
  const between = [...excess.values()].reduce((sum, value) => sum + value * value, 0);
  // Of the mean's variance between clusters over what it would be of independent ones.
  const effect = Math.max(1, ((count / (count - 1)) * between) / spread);
  return Math.max(1, (size / effect) * (t95(size - 1) / t95(count - 1)) ** 2);
}

/** The share of `successes`, with Wilson's interval for as many independent trials as these are worth. */
export function clusteredProportion(successes: readonly boolean[], clusters: Clusters): Proportion {
  const values = successes.map(Number);
  const count = values.reduce((sum, value) => sum + value, 0);
  return proportion(count, values.length, effectiveSize(values, clusters));
}

/** Student's t quantile of 97.5 %, by the expansion about the normal one (Abramowitz and Stegun, 26.7.5): within 1 % from 2 degrees on, 11 % low at 1. */
function t95(degrees: number): number {
  const z = Z95;
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, power) => sum + term / degrees ** power, 0);
}
