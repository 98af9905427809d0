/**
 * @file Is an answer right? For ARC tasks the cropped grid counts, for other data every labelled cell.
 */

import { cropTokens } from "../arc/crop.ts";
import { gridsEqual } from "../arc/grid.ts";
import { type Grid, UNLABELLED } from "../arc/puzzle.ts";

export interface Target {
  /** u8 [S], `UNLABELLED` where there is no label. */
  readonly tokens: Uint8Array;
  /** Of an ARC task. */
  readonly grid: Grid | undefined;
}

/** Cells whose token differs; both u8 [S]. */
export function countChanged(before: Uint8Array, after: Uint8Array): number {
  let changed = 0;
  for (let cell = 0; cell < after.length; cell++) if (before[cell] !== after[cell]) changed++;
  return changed;
}

/** Labelled cells whose token is not the label; both u8 [S]. Null where no cell is labelled. */
export function countWrong(tokens: Uint8Array, labels: Uint8Array): number | null {
  let wrong = 0;
  let labelled = 0;
  for (let cell = 0; cell < labels.length; cell++) {
    if (labels[cell] === UNLABELLED) continue;
    labelled++;
    if (tokens[cell] !== labels[cell]) wrong++;
  }
  return labelled === 0 ? null : wrong;
}

/** Every labelled token is right; null without a label. */
export function isExact(tokens: Uint8Array, target: Target | undefined): boolean | null {
  const wrong = target === undefined ? null : countWrong(tokens, target.tokens);
  return wrong === null ? null : wrong === 0;
}

/** ARC: the cropped answer is the target grid; other data: every labelled token is right. Null without a target. */
export function isSolved(tokens: Uint8Array, target: Target | undefined): boolean | null {
  if (target?.grid === undefined) return isExact(tokens, target);
  return gridsEqual(cropTokens(tokens, Math.sqrt(tokens.length)), target.grid);
}
