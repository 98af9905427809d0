/**
 * @file What `fixpoint analyze` says of puzzles that a run has under several augmentations.
 */

import type { AugmentationOutcomes } from "../analysis/compare/augmentation-outcomes.ts";
import type { AugmentedPuzzle } from "../analysis/compare/augmentations.ts";
import { printable } from "../errors.ts";
import { asJson, estimate, points, share, shareOf } from "./analyze-format.ts";
import { count } from "./output.ts";
import { formatTable } from "./table.ts";

export interface Augmentations {
  readonly puzzles: readonly AugmentedPuzzle[];
  readonly outcomes: AugmentationOutcomes;
}

export function augmentationTables(name: string, { outcomes }: Augmentations): string {
  const { puzzles, versions, solvedByVote, solvedAsItIs } = outcomes;
  const rows = [
    ["all versions end on one answer", shareOf(outcomes.unanimous)],
    ["different answers of a puzzle", `${estimate(outcomes.meanAnswers, 2)}, at most ${outcomes.mostAnswers}`],
    ["versions that parted from the first", shareOf(outcomes.parted)],
    ["came together again, of those", shareOf(outcomes.rejoined)],
    ["  and were so through the whole tail", shareOf(outcomes.togetherAtEnd)],
    ["median supervision step of parting", String(outcomes.medianPartsAtStep ?? "–")],
  ];
  if (solvedByVote.trials > 0) {
    rows.push(
      ["right by vote", shareOf(solvedByVote)],
      ["right in some version", shareOf(outcomes.solvedBySome)],
      ["right versions of a puzzle, mean", share(outcomes.solvedVersions)],
    );
  }
  if (solvedAsItIs.trials > 0) {
    const { gained, lost, pValue, difference } = outcomes;
    rows.push(
      ["right as it is", shareOf(solvedAsItIs)],
      ["gained, lost by voting", `${gained}, ${lost} (McNemar p = ${pValue.toPrecision(2)})`],
      ["difference", points(difference)],
    );
  }
  return [
    printable(`${name}: ${count(puzzles, "puzzle")} in ${versions} versions, their augmentations undone`),
    "",
    formatTable([["augmentations", ""], ...rows]),
  ].join("\n");
}

export function augmentationsJson({ puzzles, outcomes }: Augmentations): Record<string, unknown> {
  return {
    ...(asJson(outcomes) as object),
    puzzle_list: puzzles.map(({ versions, task, testIndex, trajectory, ...found }) => ({
      task,
      test_index: testIndex,
      trajectory,
      ...(asJson(found) as object),
      versions: versions.map(({ analysed, answer, parting, togetherAtEnd }) => ({
        rollout: analysed.identity.rollout,
        augmentation: analysed.identity.augmentation,
        answer,
        solved: analysed.measured.solved,
        parts_at_step: parting?.partsAtStep ?? null,
        rejoins_at_step: parting?.rejoinsAtStep ?? null,
        together_at_end: togetherAtEnd,
      })),
    })),
  };
}
