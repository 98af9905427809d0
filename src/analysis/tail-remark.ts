/**
 * @file The tail in words, where rollouts are shorter than what was asked for.
 */

import type { RunSummary } from "./summarise.ts";

/** What was in fact used; nothing where that is what was asked for. */
export function tailRemark(asked: number, used: RunSummary["tailUsed"]): string {
  if (used === null || used.least >= asked) return "";
  const range = used.least === used.most ? String(used.most) : `${used.least} to ${used.most}`;
  return used.most < asked
    ? `, but the rollouts have no more than ${range}: all of them were used`
    : `, of shorter rollouts all that they have: ${range} were used`;
}
