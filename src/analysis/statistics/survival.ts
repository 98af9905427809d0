/**
 * @file The share that something has happened to by a time, where not everybody was watched equally long. Kaplan and Meier, "Nonparametric
 * estimation from incomplete observations", Journal of the American Statistical Association 53, 1958; intervals by Greenwood's variance
 * on the log(−log) scale.
 */

import { type Estimate, Z95 } from "./proportion.ts";

export interface Watched {
  /** When it happened, or when watching ended. */
  readonly time: number;
  readonly happened: boolean;
}

export interface ShareByTime extends Estimate {
  readonly time: number;
  readonly atRisk: number;
}

/** A point for every time at which it happened to someone, ascending: the share of those it has happened to by then. */
export function shareByTime(watched: readonly Watched[]): ShareByTime[] {
  const times = [...new Set(watched.filter(({ happened }) => happened).map(({ time }) => time))].sort((a, b) => a - b);
  let [surviving, greenwood] = [1, 0];
  return times.map((time) => {
    const atRisk = watched.filter((one) => one.time >= time).length;
    const events = watched.filter((one) => one.happened && one.time === time).length;
    surviving *= 1 - events / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    return { time, atRisk, value: 1 - surviving, ...interval(surviving, greenwood) };
  });
}

function interval(surviving: number, greenwood: number): { readonly low: number; readonly high: number } {
  // All of them: the variance is infinite.
  if (surviving <= 0) return { low: Number.NaN, high: Number.NaN };
  const error = (Z95 * Math.sqrt(greenwood)) / Math.log(surviving);
  const bounds = [surviving ** Math.exp(error), surviving ** Math.exp(-error)];
  return { low: 1 - Math.max(...bounds), high: 1 - Math.min(...bounds) };
}
