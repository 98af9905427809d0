/**
 * @file The puzzle view in a sentence, for those who hear the page: where the cursor is, how many cells are wrong there, and what the
 * rollout came to.
 */

import { UNLABELLED } from "../../../src/arc/puzzle.ts";
import { endOf } from "../../../src/render/captions.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import { spokenAddress } from "../../timeline/describe.ts";

/** `Supervision step 5, H-step 2, L-step 3, probe: 12 of 81 labelled cells wrong. The rollout: not solved: wrong, flagged.` */
export function spokenPuzzle(model: RolloutModel, index: number, verdict: string | undefined): string {
  const address = spokenAddress(model.timeline, index);
  return `${address[0]?.toUpperCase()}${address.slice(1)}: ${wrongWords(model, index)}. The rollout: ${outcomeOf(model.record, verdict)}.`;
}

/** `not solved: wrong, flagged`; the failure mode goes without where the end says it. */
export function outcomeOf(record: RolloutRecord, verdict: string | undefined): string {
  const end = endOf(record);
  return verdict === undefined || end.includes(verdict) ? end : `${end}: ${verdict}`;
}

function wrongWords({ timeline, record }: RolloutModel, index: number): string {
  const wrong = timeline.at(index).shown.cellsWrong;
  const labelled = record.targetTokens?.reduce((count, token) => count + Number(token !== UNLABELLED), 0);
  if (wrong === null || labelled === undefined) return "no target to compare with";
  return wrong === 0 ? `all ${labelled} labelled cells right` : `${wrong} of ${labelled} labelled cells wrong`;
}
