/**
 * @file Puzzles under several augmentations, as part of a report.
 */

import type { AugmentationOutcomes } from "../compare/augmentation-outcomes.ts";
import { htmlTable } from "./html.ts";
import { estimateInWords, shareRows } from "./in-words.ts";

export function augmentationSection(outcomes: AugmentationOutcomes): string {
  const { puzzles, versions, unanimous, parted, rejoined, togetherAtEnd, medianPartsAtStep, meanAnswers, mostAnswers } =
    outcomes;
  const when = medianPartsAtStep === null ? "" : ` They part at supervision step ${medianPartsAtStep} in the median.`;
  const vote =
    outcomes.solvedAsItIs.trials === 0
      ? ""
      : `<p>${outcomes.gained} gained by voting, ${outcomes.lost} lost: a difference of ${estimateInWords(outcomes.difference)}, McNemar's exact p = ${outcomes.pValue.toPrecision(2)}.</p>\n`;
  return (
    "<h3>Augmentations, undone</h3>\n" +
    `<p>${puzzles} puzzles in ${versions} versions; a puzzle has ${estimateInWords(meanAnswers)} different answers, at most ${mostAnswers}.${when}</p>\n${vote}` +
    `${htmlTable(
      ["augmentations", "of", "share"],
      shareRows([
        ["puzzles whose versions all end on one answer", unanimous],
        ["versions that parted from the first", parted],
        ["came together again, of those", rejoined],
        ["and were so through the whole tail", togetherAtEnd],
        ["right by vote", outcomes.solvedByVote],
        ["right in some version", outcomes.solvedBySome],
        ["right as it is", outcomes.solvedAsItIs],
      ]),
    )}\n`
  );
}
