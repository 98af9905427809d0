/**
 * @file Two runs on the same puzzles: what was gained and lost, and what became of the first run's wrong fixed points.
 */

import type { AnalysedRollout } from "../analyse-run.ts";
import { type BootstrapOptions, bootstrapMean } from "../statistics/bootstrap.ts";
import { type Clusters, clusteredProportion, effectiveSize } from "../statistics/clusters.ts";
import { pairedDifference } from "../statistics/paired-difference.ts";
import { type Estimate, mcnemarExact, type Proportion } from "../statistics/proportion.ts";
import { median } from "../statistics/quantile.ts";
import { signFlipExact } from "../statistics/sign-flip.ts";
import { clustersOf } from "./match.ts";
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
  /** McNemar's exact test of gained against lost, by whole puzzles where pairs are of the same; NaN where no pair is judged. */
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

/** Pairs of the same puzzle, under augmentations or in several trajectories, are taken for one cluster by all intervals and the p-value. */
export function compareOutcomes(pairs: readonly ComparedPair[], options: BootstrapOptions = {}): Outcomes {
  const clusters = clustersOf(pairs.map(({ first }) => first.identity));
  const clusterOf = new Map(pairs.map((pair, at) => [pair, clusters[at]]));
  const clustersIn = (of: readonly ComparedPair[]) => of.map((pair) => clusterOf.get(pair));
  const share: ShareOf = (of, is) => clusteredProportion(of.map(is), clustersIn(of));
  const judged = pairs.filter(({ first, second }) => first.measured.solved !== null && second.measured.solved !== null);
  const count = (is: (pair: ComparedPair) => boolean): number => judged.filter(is).length;
  const [was, is] = [({ first }: ComparedPair) => first.measured.solved === true, isSolvedBySecond];
  const [gained, lost] = [count((pair) => !was(pair) && is(pair)), count((pair) => was(pair) && !is(pair))];
  const both = count((pair) => was(pair) && is(pair));
  const changes = judged.map((pair) => Number(is(pair)) - Number(was(pair)));
  const difference = { both, gained, lost, neither: judged.length - both - gained - lost };
  const counted = pairs.filter(({ first, second }) => moreWrong(first, second) !== null);
  const wrongCells = counted.map(({ first, second }) => moreWrong(first, second) ?? 0);
  const labelled = pairs.reduce((most, { first, second }) => Math.max(most, first.labelled, second.labelled), 0);
  const range = [-labelled, labelled] as const;
  const parted = pairs.filter(hasParted);
  return {
    pairs: pairs.length,
    judged: judged.length,
    solvedByFirst: share(judged, was),
    solvedBySecond: share(judged, is),
    gained,
    lost,
    difference: pairedDifference(difference, effectiveSize(changes, clustersIn(judged))),
    pValue: judged.length === 0 ? Number.NaN : changeByChance(changes, clustersIn(judged)),
    cellsWrongDifference:
      wrongCells.length === 0 ? null : bootstrapMean(wrongCells, { ...options, range, clusters: clustersIn(counted) }),
    parted: share(pairs, hasParted),
    rejoined: share(parted, ({ parting }) => parting.rejoinsAt !== null),
    togetherAtEnd: share(parted, endTogether),
    medianPartsAtStep: medianStep(parted.map(({ parting }) => parting.partsAtStep)),
    medianRejoinsAtStep: medianStep(parted.map(({ parting }) => parting.rejoinsAtStep)),
    stubborn: stubbornness(judged, share),
  };
}

type ShareOf = (of: readonly ComparedPair[], is: (pair: ComparedPair) => boolean) => Proportion;

const hasParted = ({ parting }: ComparedPair): boolean => parting.partsAt !== null;

/** Cells wrong in the second less in the first. */
function moreWrong(first: AnalysedRollout, second: AnalysedRollout): number | null {
  const [before, after] = [first.measured.cellsWrong, second.measured.cellsWrong];
  return before === null || after === null ? null : after - before;
}

/** `changes`: 1 gained, −1 lost, 0 as before. */
function changeByChance(changes: readonly number[], clusters: Clusters): number {
  const count = (of: number): number => changes.filter((change) => change === of).length;
  if (clusters[0] === undefined) return mcnemarExact(count(1), count(-1));
  const byPuzzle = new Map<string | undefined, number>();
  for (const [at, change] of changes.entries()) {
    byPuzzle.set(clusters[at], (byPuzzle.get(clusters[at]) ?? 0) + change);
  }
  return signFlipExact([...byPuzzle.values()]);
}

const isSolvedBySecond = ({ second }: ComparedPair): boolean => second.measured.solved === true;

/** Solved-then-lost rollouts that settled on what is wrong are wrong fixed points too. */
function stubbornness(judged: readonly ComparedPair[], shareOf: ShareOf): Stubborn {
  const stuck = judged.filter(({ first }) => first.measured.solved === false && first.classified.motion === "settled");
  const share = (is: (pair: ComparedPair) => boolean, of = stuck) => shareOf(of, is);
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
