/**
 * @file What the augmentations of all puzzles come to.
 */

import { type BootstrapOptions, bootstrapMean } from "../statistics/bootstrap.ts";
import { clusteredProportion } from "../statistics/clusters.ts";
import { pairedDifference } from "../statistics/paired-difference.ts";
import { type Estimate, mcnemarExact, type Proportion, proportion } from "../statistics/proportion.ts";
import { median } from "../statistics/quantile.ts";
import type { AugmentedPuzzle } from "./augmentations.ts";
import { puzzleKey } from "./match.ts";

export interface AugmentationOutcomes {
  /** In two or more versions. */
  readonly puzzles: number;
  /** Rollouts of these puzzles. */
  readonly versions: number;
  /** Puzzles whose versions all end on the same answer. */
  readonly unanimous: Proportion;
  /** Different answers of a puzzle: the mean over puzzles, and the most. */
  readonly meanAnswers: Estimate;
  readonly mostAnswers: number;
  /** Of the versions beside the reference; those of a puzzle are a cluster. */
  readonly parted: Proportion;
  /** Of those that parted: the last answer is the same; the same through the tail of both. */
  readonly rejoined: Proportion;
  readonly togetherAtEnd: Proportion;
  readonly medianPartsAtStep: number | null;
  /** Of the puzzles with a target. */
  readonly solvedByVote: Proportion;
  /** Some version is right. */
  readonly solvedBySome: Proportion;
  /** Share of a puzzle's versions that are right: the mean over puzzles. */
  readonly solvedVersions: Estimate;
  /** Of the puzzles with a target that the run has as they are too; so are all below. */
  readonly solvedAsItIs: Proportion;
  /** Right by vote and wrong as it is, and the other way round. */
  readonly gained: number;
  readonly lost: number;
  /** Share solved by vote less share solved as it is. */
  readonly difference: Estimate;
  /** McNemar's exact test of gained against lost; NaN where there is no such puzzle. */
  readonly pValue: number;
}

export function augmentationOutcomes(
  puzzles: readonly AugmentedPuzzle[],
  options: BootstrapOptions = {},
): AugmentationOutcomes {
  const share = (is: (puzzle: AugmentedPuzzle) => boolean, of = puzzles) => proportion(of.filter(is).length, of.length);
  const others = puzzles.flatMap((puzzle) =>
    puzzle.versions.flatMap(({ parting, togetherAtEnd }) =>
      parting === null ? [] : [{ parting, togetherAtEnd, cluster: puzzleKey(puzzle) }],
    ),
  );
  type Other = (typeof others)[number];
  const shareOfOthers = (of: readonly Other[], is: (other: Other) => boolean): Proportion =>
    clusteredProportion(
      of.map(is),
      of.map(({ cluster }) => cluster),
    );
  const hasParted = ({ parting }: Other): boolean => parting.partsAt !== null;
  const parted = others.filter(hasParted);
  const steps = parted.flatMap(({ parting }) => parting.partsAtStep ?? []);
  const judged = puzzles.filter(({ solvedByVote }) => solvedByVote !== null);
  const both = judged.filter(({ solvedAsItIs }) => solvedAsItIs !== null);
  const count = (byVote: boolean, asItIs: boolean): number =>
    both.filter((one) => one.solvedByVote === byVote && one.solvedAsItIs === asItIs).length;
  const [gained, lost] = [count(true, false), count(false, true)];
  const answers = puzzles.map((puzzle) => puzzle.answers);
  const mostVersions = puzzles.reduce((most, { versions }) => Math.max(most, versions.length), 1);
  return {
    puzzles: puzzles.length,
    versions: puzzles.reduce((sum, { versions }) => sum + versions.length, 0),
    unanimous: share((puzzle) => puzzle.answers === 1),
    meanAnswers: bootstrapMean(answers, { ...options, range: [1, mostVersions] }),
    mostAnswers: answers.reduce((most, number) => Math.max(most, number), 0),
    parted: shareOfOthers(others, hasParted),
    rejoined: shareOfOthers(parted, ({ parting }) => parting.rejoinsAt !== null),
    togetherAtEnd: shareOfOthers(parted, ({ togetherAtEnd }) => togetherAtEnd),
    medianPartsAtStep: steps.length === 0 ? null : median(steps),
    solvedByVote: share((puzzle) => puzzle.solvedByVote === true, judged),
    solvedBySome: share((puzzle) => rightVersions(puzzle) > 0, judged),
    solvedVersions: bootstrapMean(
      judged.map((puzzle) => rightVersions(puzzle) / puzzle.versions.length),
      { ...options, range: [0, 1] },
    ),
    solvedAsItIs: share((puzzle) => puzzle.solvedAsItIs === true, both),
    gained,
    lost,
    difference: pairedDifference({ both: count(true, true), gained, lost, neither: count(false, false) }),
    pValue: both.length === 0 ? Number.NaN : mcnemarExact(gained, lost),
  };
}

const rightVersions = ({ versions }: AugmentedPuzzle): number =>
  versions.filter(({ analysed }) => analysed.measured.solved === true).length;
