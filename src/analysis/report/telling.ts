/**
 * @file The rollouts of each mode that show best what it is.
 */

import type { AnalysedRollout } from "../analyse-run.ts";
import { MODES, type Mode } from "../modes/classify.ts";
import { lastWord } from "../modes/measure.ts";

export interface Telling {
  readonly mode: Mode;
  /** How many rollouts are of it. */
  readonly rollouts: number;
  /** Why these. */
  readonly why: string;
  readonly chosen: readonly AnalysedRollout[];
}

interface Choice {
  readonly why: string;
  /** The larger, the more telling. */
  readonly weight: (one: AnalysedRollout) => number;
}

const CHOICES: Readonly<Record<Mode, Choice>> = {
  solved: { why: "were solved last", weight: ({ measured }) => measured.firstSolved ?? 0 },
  solved_then_lost: {
    why: "held the right answer longest",
    weight: ({ curves }) => curves.solved.reduce((sum, solved) => sum + solved, 0),
  },
  wrong_fixed_point_flagged: {
    why: "are believed least by the halting head",
    weight: ({ measured }) => -(lastWord(measured) ?? 0),
  },
  wrong_fixed_point_confident: {
    why: "are believed most by the halting head",
    weight: ({ measured }) => lastWord(measured) ?? 0,
  },
  cycle: { why: "come back nearest", weight: ({ measured }) => -(measured.returnRatio ?? Number.POSITIVE_INFINITY) },
  wandering: { why: "move most", weight: ({ measured }) => measured.hCosDistUpper ?? measured.answersChanged ?? 0 },
  // Of a state that is no number nothing is known: last.
  unsettled: { why: "move most", weight: ({ measured }) => measured.hCosDistMax || 0 },
  unknown: { why: "move most", weight: ({ measured }) => measured.hCosDistMax || 0 },
};

/** Up to `most` of each mode that occurs, the failures first. */
export function tellingRollouts(rollouts: readonly AnalysedRollout[], most = 2): Telling[] {
  const order = [...MODES.filter((mode) => mode !== "solved"), "solved"] as const;
  return order.flatMap((mode): Telling[] => {
    const of = rollouts.filter(({ classified }) => classified.mode === mode);
    if (of.length === 0) return [];
    const { why, weight } = CHOICES[mode];
    const chosen = [...of].sort((a, b) => weight(b) - weight(a)).slice(0, most);
    return [{ mode, rollouts: of.length, why, chosen }];
  });
}
