/**
 * @file Do the exponents of failed rollouts differ from those of solved ones?
 */

import { type Auc, auc } from "../statistics/auc.ts";
import { quantileOfSorted, sorted } from "../statistics/quantile.ts";
import type { RolloutExponents } from "./rollout-exponents.ts";

/** Of one exponent over a group of rollouts, in nats per unit. `NaN` for an empty group. */
export interface ExponentSpread {
  readonly rollouts: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** One exponent, λ_i. */
export interface ExponentComparison {
  readonly solved: ExponentSpread;
  readonly failed: ExponentSpread;
  /** How often a failed rollout's exponent is above a solved one's; `NaN` where one of the groups is empty. */
  readonly auc: Auc;
}

/** λ1 … λk, rollouts without a verdict left out. */
export function compareExponents(
  rollouts: readonly (Pick<RolloutExponents, "exponents"> & { readonly record: { readonly solved: boolean | null } })[],
): ExponentComparison[] {
  const count = rollouts[0]?.exponents.length ?? 0;
  return Array.from({ length: count }, (_, which) => {
    const of = (verdict: boolean): number[] =>
      rollouts.filter(({ record }) => record.solved === verdict).map(({ exponents }) => exponents[which] as number);
    const [solved, failed] = [of(true), of(false)];
    return { solved: spreadOf(solved), failed: spreadOf(failed), auc: auc(failed, solved) };
  });
}

/** Median and quartiles. */
function spreadOf(values: readonly number[]): ExponentSpread {
  const ascending = sorted(values);
  const [lower = Number.NaN, median = Number.NaN, upper = Number.NaN] = [0.25, 0.5, 0.75].map((q) =>
    quantileOfSorted(ascending, q),
  );
  return { rollouts: values.length, lower, median, upper };
}
