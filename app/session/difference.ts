/**
 * @file What an answer is compared with, by the difference mode.
 */

import { DIFFERENCE_WORDS, type DifferenceMode } from "../../src/render/differences.ts";
import { stepBefore } from "../../src/trace/positions.ts";
import { companionIndex } from "../views/compare/beside.ts";
import type { RolloutModel } from "./rollout-model.ts";

/** Tokens of the canvas that the position's differ from; `undefined` where there is nothing to compare with. */
export function referenceOf(
  mode: DifferenceMode,
  model: RolloutModel,
  index: number,
  pinned: RolloutModel | undefined,
): Uint8Array | undefined {
  const { timeline, record } = model;
  switch (mode) {
    case "none":
      return undefined;
    case "target":
      return record.targetTokens ?? undefined;
    case "input":
      return record.inputTokens;
    case "pinned":
      return pinned === undefined || !haveSameTokens(model, pinned)
        ? undefined
        : pinned.timeline.at(companionIndex(model, pinned, index)).shown.tokens;
    case "previous":
      return stepBefore(timeline.positions, index)?.tokens;
  }
}

/** A sudoku's digits are no colours, and a cell of one canvas is another on a larger one. */
const haveSameTokens = ({ run }: RolloutModel, pinned: RolloutModel): boolean =>
  run.kind === pinned.run.kind && run.side === pinned.run.side;

/** Where `referenceOf` has none. */
export const NOTHING_TO_DIFFER_FROM: Readonly<Record<DifferenceMode, string>> = {
  ...DIFFERENCE_WORDS,
  previous: "no step before it to differ from",
  target: "no target to differ from",
  pinned: "no rollout of the same kind is pinned to differ from",
};
