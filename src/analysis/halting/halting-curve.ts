/**
 * @file What respecting the halting signal would have answered, had the model halted at another threshold.
 */

import type { RolloutCurves } from "../rollout-curves.ts";
import { clusteredProportion } from "../statistics/clusters.ts";
import type { Proportion } from "../statistics/proportion.ts";

/** That which puzzle a rollout is of matters: some are of the same. */
export interface OfPuzzle {
  readonly puzzle?: string | undefined;
}

export type HaltingInput = Pick<RolloutCurves, "haltMargin" | "solved"> & OfPuzzle;

export interface HaltingPoint {
  /** Halts at the first supervision step at which the signal is above this; `Infinity`: never. */
  readonly threshold: number;
  /** Of the answers at the steps where it halts, or at the last step. */
  readonly solved: Proportion;
  /** Supervision steps taken. */
  readonly meanSteps: number;
  /** Share of rollouts that halt before the last step. */
  readonly halted: number;
}

/** A point for each threshold, of the rollouts that have a target; where none has, when they would halt is told of all. */
export function haltingCurve(rollouts: readonly HaltingInput[], thresholds: readonly number[]): HaltingPoint[] {
  const judged = rollouts.filter(({ solved }) => solved.length > 0 && !Number.isNaN(solved[0]));
  const clusters = judged.map(({ puzzle }) => puzzle);
  const known = judged.length > 0 ? judged : rollouts.filter(({ haltMargin }) => haltMargin.some(Number.isFinite));
  return thresholds.map((threshold) => {
    let [steps, halted] = [0, 0];
    const right: boolean[] = [];
    for (const rollout of known) {
      const at = haltStep(rollout, threshold);
      right.push(rollout.solved[at - 1] === 1);
      steps += at;
      if (at < rollout.haltMargin.length) halted++;
    }
    const count = known.length;
    const solved = clusteredProportion(judged.length > 0 ? right : [], clusters);
    return { threshold, solved, meanSteps: steps / count, halted: halted / count };
  });
}

/** From 1; the last step where the signal is never above the threshold. */
function haltStep({ haltMargin }: HaltingInput, threshold: number): number {
  for (let at = 0; at < haltMargin.length; at++) if ((haltMargin[at] ?? Number.NaN) > threshold) return at + 1;
  return haltMargin.length;
}

/** `count` even steps through the values that the signal takes, the model's own 0 among them, and never to halt. */
export function haltingThresholds(rollouts: readonly HaltingInput[], count = 40): number[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { haltMargin } of rollouts) {
    for (const value of haltMargin) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (!(Number.isFinite(least) && Number.isFinite(most))) return [0, Number.POSITIVE_INFINITY];
  const step = (most - least) / count || 1;
  const even = Array.from({ length: count + 2 }, (_, i) => least + (i - 1) * step);
  return [...new Set([...even, 0])].sort((a, b) => a - b).concat(Number.POSITIVE_INFINITY);
}

export interface GoingOn {
  /** Rollouts whose answer at the model's own halt was judged. */
  readonly judged: number;
  readonly solvedAtHalt: Proportion;
  readonly solvedAtEnd: Proportion;
  /** Right at the halt, wrong at the end. */
  readonly lost: Proportion;
  /** Wrong at the halt, right at the end. */
  readonly gained: Proportion;
  /** Right at some supervision step: no rule of when to stop can do better. */
  readonly solvedEver: Proportion;
}

export interface GoingOnInput extends OfPuzzle {
  readonly solved: boolean | null;
  readonly solvedAtHalt: boolean | null;
  readonly firstSolved: number | null;
}

/** What going on to the last step, past the step at which the model would have halted, loses and gains. */
export function goingOn(rollouts: readonly GoingOnInput[]): GoingOn {
  const judged = rollouts.filter(({ solved, solvedAtHalt }) => solved !== null && solvedAtHalt !== null);
  const clusters = judged.map(({ puzzle }) => puzzle);
  const share = (is: (rollout: GoingOnInput) => boolean) => clusteredProportion(judged.map(is), clusters);
  return {
    judged: judged.length,
    solvedAtHalt: share(({ solvedAtHalt }) => solvedAtHalt === true),
    solvedAtEnd: share(({ solved }) => solved === true),
    lost: share(({ solved, solvedAtHalt }) => solvedAtHalt === true && solved === false),
    gained: share(({ solved, solvedAtHalt }) => solvedAtHalt === false && solved === true),
    solvedEver: share(({ firstSolved }) => firstSolved !== null),
  };
}
