/**
 * @file The difference of two proportions on the same items: R. G. Newcombe, "Improved confidence intervals for the difference between
 * binomial proportions based on paired data", Statistics in Medicine 17, 1998, method 10. Unlike a bootstrap's its interval has a width
 * where no item changed.
 */

import { type Estimate, proportion } from "./proportion.ts";

/** How many items were right both times, the second time alone, the first time alone, and never. */
export interface PairedCounts {
  readonly both: number;
  readonly gained: number;
  readonly lost: number;
  readonly neither: number;
}

/**
 * Share right the second time less share right the first, with its 95 % interval. `NaN` throughout where there is no item. `size`: as many
 * independent items as these are worth, see clusters.ts, by which all counts are made smaller (Rao and Scott, 1992).
 */
export function pairedDifference(counts: PairedCounts, size = itemsOf(counts)): Estimate {
  if (itemsOf(counts) === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  const { both, gained, lost, neither } = scaled(counts, size / itemsOf(counts));
  const items = size;
  const [second, first] = [proportion(both + gained, items), proportion(both + lost, items)];
  const correlation = correlationOf({ both, gained, lost, neither });
  const value = (gained - lost) / items;
  const away = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));
  return {
    value,
    low: Math.max(-1, value - away(second.value - second.low, first.high - first.value)),
    high: Math.min(1, value + away(second.high - second.value, first.value - first.low)),
  };
}

const itemsOf = ({ both, gained, lost, neither }: PairedCounts): number => both + gained + lost + neither;

const scaled = ({ both, gained, lost, neither }: PairedCounts, by: number): PairedCounts => ({
  both: both * by,
  gained: gained * by,
  lost: lost * by,
  neither: neither * by,
});

/** Of the two outcomes (phi), a positive one corrected for continuity; 0 where one of them never varies. */
function correlationOf({ both, gained, lost, neither }: PairedCounts): number {
  const margins = (both + gained) * (lost + neither) * (both + lost) * (gained + neither);
  if (margins === 0) return 0;
  const product = both * neither - gained * lost;
  const half = itemsOf({ both, gained, lost, neither }) / 2;
  return (product > 0 ? Math.max(0, product - half) : product) / Math.sqrt(margins);
}
