/**
 * @file Two runs on the same puzzles: what was gained and lost, and what became of the first run's wrong fixed points.
 */

import type { AnalysedRollout } from "../analyse-run.ts";
import { type BootstrapOptions, bootstrapMean } from "../statistics/bootstrap.ts";
import { pairedDifference } from "../statistics/paired-difference.ts";
import { type Estimate, mcnemarExact, type Proportion, proportion } from "../statistics/proportion.ts";
import { median } from "../statistics/quantile.ts";
import { isTogetherAtEnd, type Parting } from "./part.ts";

/** What comparing keeps of a matched pair. */
export interface ComparedPair {
  readonly first: AnalysedRollout;
  readonly second: AnalysedRollout;
  readonly parting: Parting;
  /** The answers of the last supervision steps are the same: for ARC as cropped grids, otherwise cell by cell. */
  readonly sameAnswer: boolean;
}

/** They parted, and are the same again through the tail: the shorter of their two. */
export function endTogether({ first, second, parting }: ComparedPair): boolean {
  return isTogetherAtEnd(parting, Math.min(first.measured.tail, second.measured.tail));
}

export interface Outcomes {
  readonly pairs: number;
  /** Pairs with a target. */
  readonly judged: number;
  readonly solvedByFirst: Proportion;
  readonly solvedBySecond: Proportion;
  readonly gained: number;
  readonly lost: number;
  /** Share solved by the second less share solved by the first. */
  readonly difference: Estimate;
  /** McNemar's exact test of gained against lost; NaN where no pair is judged. */
  readonly pValue: number;
  /** Cells wrong in the second less in the first, mean over pairs: paired bootstrap. Null where no cells are labelled. */
  readonly cellsWrongDifference: Estimate | null;
  readonly parted: Proportion;
  /** Of those that parted: the last event is the same, and maybe no other after they parted. */
  readonly rejoined: Proportion;
  /** Of those that parted: the same through the tail. */
  readonly togetherAtEnd: Proportion;
  readonly medianPartsAtStep: number | null;
  readonly medianRejoinsAtStep: number | null;
  readonly stubborn: Stubborn;
}

/** The post's experiment: does the model come back to the same wrong answer? */
export interface Stubborn {
  /** The first run's wrong fixed points: settled, wrong. */
  readonly wrongFixedPoints: number;
  /** Their last answer in the second run is the same wrong one. */
  readonly same: Proportion;
  readonly solved: Proportion;
  /** Wrong again, but otherwise. */
  readonly otherWrong: Proportion;
  /** Those that the halting head flagged in the first run, and those that it believed. */
  readonly sameOfFlagged: Proportion;
  readonly sameOfConfident: Proportion;
}

export function compareOutcomes(pairs: readonly ComparedPair[], options: BootstrapOptions = {}): Outcomes {
  const judged = pairs.filter(({ first, second }) => first.measured.solved !== null && second.measured.solved !== null);
  const count = (is: (pair: ComparedPair) => boolean): number => judged.filter(is).length;
  const [was, is] = [({ first }: ComparedPair) => first.measured.solved === true, isSolvedBySecond];
  const [gained, lost] = [count((pair) => !was(pair) && is(pair)), count((pair) => was(pair) && !is(pair))];
  const both = count((pair) => was(pair) && is(pair));
  const wrongCells = pairs.flatMap(({ first, second }) => {
    const [before, after] = [first.measured.cellsWrong, second.measured.cellsWrong];
    return before === null || after === null ? [] : [after - before];
  });
  const labelled = pairs.reduce((most, { first, second }) => Math.max(most, first.labelled, second.labelled), 0);
  const range = [-labelled, labelled] as const;
  const parted = pairs.filter(({ parting }) => parting.partsAt !== null);
  return {
    pairs: pairs.length,
    judged: judged.length,
    solvedByFirst: proportion(count(was), judged.length),
    solvedBySecond: proportion(count(is), judged.length),
    gained,
    lost,
    difference: pairedDifference({ both, gained, lost, neither: judged.length - both - gained - lost }),
    pValue: judged.length === 0 ? Number.NaN : mcnemarExact(gained, lost),
    cellsWrongDifference: wrongCells.length === 0 ? null : bootstrapMean(wrongCells, { ...options, range }),
    parted: proportion(parted.length, pairs.length),
    rejoined: proportion(parted.filter(({ parting }) => parting.rejoinsAt !== null).length, parted.length),
    togetherAtEnd: proportion(parted.filter(endTogether).length, parted.length),
    medianPartsAtStep: medianStep(parted.map(({ parting }) => parting.partsAtStep)),
    medianRejoinsAtStep: medianStep(parted.map(({ parting }) => parting.rejoinsAtStep)),
    stubborn: stubbornness(judged),
  };
}

const isSolvedBySecond = ({ second }: ComparedPair): boolean => second.measured.solved === true;

/** Solved-then-lost rollouts that settled on what is wrong are wrong fixed points too. */
function stubbornness(judged: readonly ComparedPair[]): Stubborn {
  const stuck = judged.filter(({ first }) => first.measured.solved === false && first.classified.motion === "settled");
  const share = (is: (pair: ComparedPair) => boolean, of = stuck) => proportion(of.filter(is).length, of.length);
  const same = ({ sameAnswer }: ComparedPair): boolean => sameAnswer;
  return {
    wrongFixedPoints: stuck.length,
    same: share(same),
    solved: share(isSolvedBySecond),
    otherWrong: share((pair) => !pair.sameAnswer && !isSolvedBySecond(pair)),
    sameOfFlagged: share(
      same,
      stuck.filter(({ first }) => first.classified.suspect === true),
    ),
    sameOfConfident: share(
      same,
      stuck.filter(({ first }) => first.classified.suspect === false),
    ),
  };
}

function medianStep(steps: readonly (number | null)[]): number | null {
  const known = steps.filter((step) => step !== null);
  return known.length === 0 ? null : median(known);
}
