/**
 * @file Numbers of an analysis in words and in JSON.
 */

import type { Estimate, Proportion } from "../analysis/statistics/proportion.ts";

const NONE = "–";

/** `12.3 % [10.1, 15.2]`: a share with its 95 % interval. */
export function share({ value, low, high }: Estimate): string {
  return Number.isNaN(value) ? NONE : `${percent(value)} % [${percent(low)}, ${percent(high)}]`;
}

/** `37 of 300, 12.3 % [9.1, 16.5]` */
export function shareOf(of: Proportion): string {
  return `${of.successes} of ${of.trials}${of.trials === 0 ? "" : `, ${share(of)}`}`;
}

/** `0.912 [0.880, 0.944]` */
export function estimate({ value, low, high }: Estimate, digits = 3): string {
  if (Number.isNaN(value)) return NONE;
  const [is, from, to] = [value, low, high].map((number) => number.toFixed(digits));
  return `${is} [${from}, ${to}]`;
}

/** `+1.3 points [−0.3, 2.9]`: a difference of two shares. */
export function points({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return NONE;
  const [is, from, to] = [value, low, high].map(percent);
  return `${value > 0 ? "+" : ""}${is} points [${from}, ${to}]`;
}

const percent = (value: number): string => (100 * value).toFixed(1);

/** As plain JSON with keys as in files: `hCosDistMax` is `h_cos_dist_max`. NaN is null; the infinities, which JSON lacks, are strings. */
export function asJson(value: unknown): unknown {
  if (typeof value === "number") return Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snakeCase(key), asJson(item)]));
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
