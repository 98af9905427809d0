/**
 * @file Labels that are none.
 */

import { UNLABELLED } from "../../arc/puzzle.ts";

/** Upstream's `IGNORE_LABEL_ID`: what its loader writes for a cell without label. */
export const IGNORED = -100;

/** A target without a single label is no target: it would count as solved whatever the answer. */
export function labelsOrNone(tokens: Uint8Array): Uint8Array | undefined {
  return tokens.every((token) => token === UNLABELLED) ? undefined : tokens;
}
