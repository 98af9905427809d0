/**
 * @file From measurements and thresholds to words. Pure and quick: a slider may call it for every rollout, every frame.
 */

import { lastWord, type Measurements } from "./measure.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "./thresholds.ts";

/** What the state (or, in an import, the answer) was doing at the end. Needs no target. */
export const MOTIONS = ["settled", "cycling", "wandering", "unsettled"] as const;
export type Motion = (typeof MOTIONS)[number];

/** Why it failed, or that it did not. Needs the target; `unknown` without one. */
export const MODES = [
  "solved",
  "solved_then_lost",
  "wrong_fixed_point_flagged",
  "wrong_fixed_point_confident",
  "cycle",
  "wandering",
  "unsettled",
  "unknown",
] as const;
export type Mode = (typeof MODES)[number];

/** The modes that are failures. */
export const FAILURES: readonly Mode[] = MODES.filter((mode) => mode !== "solved" && mode !== "unknown");

export interface Classification {
  readonly motion: Motion;
  /** Settled, and the halting head does not believe the answer. Null where there is no halting head's word. */
  readonly suspect: boolean | null;
  /** Of a cycle, in answers (H-steps): that of the state, else that of the answers. Null for every other motion. */
  readonly period: number | null;
  /** By what a cycle was recognised; null for every other motion. */
  readonly cycleSeenIn: "states" | "answers" | "both" | null;
  readonly mode: Mode;
}

export function classify(measured: Measurements, thresholds: Thresholds = DEFAULT_THRESHOLDS): Classification {
  const cycle = cycleOf(measured, thresholds);
  const motion = motionOf(measured, thresholds, cycle !== null);
  const q = lastWord(measured);
  const cycling = motion === "cycling" ? cycle : null;
  return {
    motion,
    suspect: q === null ? null : motion === "settled" && q < thresholds.halt,
    period: cycling?.period ?? null,
    cycleSeenIn: cycling?.seenIn ?? null,
    mode: modeOf(measured, thresholds, motion),
  };
}

interface Cycle {
  readonly period: number;
  readonly seenIn: "states" | "answers" | "both";
}

function cycleOf(measured: Measurements, { cycle }: Thresholds): Cycle | null {
  const { statePeriod, returnRatio, answerPeriod } = measured;
  const inStates = statePeriod !== null && returnRatio !== null && returnRatio <= cycle;
  const inAnswers = answerPeriod !== null && answerPeriod >= 2;
  if (inStates) return { period: statePeriod, seenIn: inAnswers ? "both" : "states" };
  return inAnswers ? { period: answerPeriod, seenIn: "answers" } : null;
}

function motionOf(measured: Measurements, thresholds: Thresholds, cycles: boolean): Motion {
  if (isSettled(measured, thresholds)) return "settled";
  if (cycles) return "cycling";
  const { basis, hCosDistUpper, answersChanged } = measured;
  const [moves, most] =
    basis === "states" ? [hCosDistUpper, thresholds.wandering] : [answersChanged, thresholds.wanderingAnswers];
  // Where no movement is known it is called none of the others.
  return moves !== null && moves > most ? "wandering" : "unsettled";
}

function isSettled({ basis, hCosDistMax, answerPeriod, cellsChangedMax }: Measurements, { settled }: Thresholds) {
  if (basis === "states") return hCosDistMax !== null && hCosDistMax <= settled;
  return answerPeriod === 1 || cellsChangedMax === 0;
}

function modeOf(measured: Measurements, { halt }: Thresholds, motion: Motion): Mode {
  const { solved, firstSolved } = measured;
  if (solved === null) return "unknown";
  if (solved) return "solved";
  if (firstSolved !== null) return "solved_then_lost";
  switch (motion) {
    case "settled": {
      const q = lastWord(measured);
      // Without the halting head's word nothing flags it.
      return q !== null && q < halt ? "wrong_fixed_point_flagged" : "wrong_fixed_point_confident";
    }
    case "cycling":
      return "cycle";
    default:
      return motion;
  }
}

/**
 * The supervision step from which on no `h_cos_dist` of a curve (per supervision step, at its last answer) is above the threshold: where
 * an event marker goes. Null where the last one is.
 */
export function settledAt(hCosDistCurve: ArrayLike<number> | null, { settled }: Thresholds): number | null {
  let step: number | null = null;
  for (let at = (hCosDistCurve?.length ?? 0) - 1; at >= 0; at--) {
    if (!((hCosDistCurve?.[at] ?? Number.NaN) <= settled)) break;
    step = at + 1;
  }
  return step;
}
