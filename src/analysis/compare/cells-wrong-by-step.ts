/**
 * @file Cells wrong in the second of two runs less in the first, over supervision steps.
 */

import { bootstrapMean } from "../statistics/bootstrap.ts";
import type { Estimate } from "../statistics/proportion.ts";
import type { ComparedPair } from "./compare-outcomes.ts";
import { clustersOf } from "./match.ts";

export interface DifferenceAtStep extends Estimate {
  /** Supervision step. */
  readonly step: number;
  /** Of pairs in which both know how many cells are wrong at this step. */
  readonly pairs: number;
}

/** Resampled values over all steps: some seconds for as many pairs as there may be. */
const MOST_DRAWN = 4e7;

/** Mean over pairs at the last answer of each step, with the interval of a paired bootstrap. No step without such a pair. */
export function cellsWrongByStep(pairs: readonly ComparedPair[], { seed = 0 } = {}): DifferenceAtStep[] {
  const steps = pairs.reduce((most, { first }) => Math.max(most, first.curves.cellsWrong.length), 0);
  const draws = Math.max(200, Math.min(2000, Math.floor(MOST_DRAWN / Math.max(1, pairs.length * steps))));
  const clusters = clustersOf(pairs.map(({ first }) => first.identity));
  return Array.from({ length: steps }, (_, at) => {
    const all = pairs.map(({ first, second }) => wrongAt(second, at) - wrongAt(first, at));
    const differences = all.filter((difference) => !Number.isNaN(difference));
    const known = clusters.filter((_, pair) => !Number.isNaN(all[pair]));
    return { step: at + 1, pairs: differences.length, ...bootstrapMean(differences, { seed, draws, clusters: known }) };
  }).filter((point) => point.pairs > 0);
}

/** NaN after its last step. */
const wrongAt = ({ curves }: ComparedPair["first"], at: number): number => curves.cellsWrong[at] ?? Number.NaN;
