/**
 * @file Proportions with their uncertainty.
 */

/** An estimate with a confidence interval, 95 % unless said otherwise. `NaN` throughout where there is nothing to estimate from. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile of 97.5 %. */
export const Z95 = 1.959963984540054;

export interface Proportion extends Estimate {
  readonly successes: number;
  readonly trials: number;
}

/**
 * Wilson's score interval (1927): honest near 0 and 1, and for few trials. `size`: as many independent trials as these are worth, see
 * clusters.ts.
 */
export function proportion(successes: number, trials: number, size = trials): Proportion {
  if (trials === 0) return { successes, trials, value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const z = Z95;
  const value = successes / trials;
  const centre = (value + (z * z) / (2 * size)) / (1 + (z * z) / size);
  const half = (z / (1 + (z * z) / size)) * Math.sqrt((value * (1 - value)) / size + (z * z) / (4 * size * size));
  return {
    successes,
    trials,
    value,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}

/**
 * McNemar's exact test: how likely discordant pairs are split at least as unevenly as `gained` and `lost` if either is as likely
 * (two-sided binomial). 1 where there are none.
 */
export function mcnemarExact(gained: number, lost: number): number {
  const trials = gained + lost;
  const least = Math.min(gained, lost);
  // Σ C(trials, k) / 2^trials, from logarithms, so that nothing overflows.
  let term = -trials * Math.LN2;
  let sum = 0;
  for (let k = 0; k <= least; k++) {
    sum += Math.exp(term);
    term += Math.log((trials - k) / (k + 1));
  }
  return Math.min(1, 2 * sum);
}
