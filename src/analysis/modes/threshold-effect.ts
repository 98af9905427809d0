/**
 * @file What a threshold changes: how many rollouts are of each mode as it moves, the others held.
 */

import { classify, MODES, type Mode } from "./classify.ts";
import type { Measurements } from "./measure.ts";
import { DEFAULT_THRESHOLDS, THRESHOLDS, type Thresholds } from "./thresholds.ts";

export interface ThresholdEffect {
  readonly name: keyof Thresholds;
  /** Ascending. */
  readonly values: readonly number[];
  /** Rollouts of each mode at each value. */
  readonly counts: Readonly<Record<Mode, readonly number[]>>;
}

export function thresholdEffect(
  rollouts: readonly Measurements[],
  name: keyof Thresholds,
  values: readonly number[],
  base: Thresholds = DEFAULT_THRESHOLDS,
): ThresholdEffect {
  const modes = values.map((value) => rollouts.map((one) => classify(one, { ...base, [name]: value }).mode));
  const counts = Object.fromEntries(
    MODES.map((mode) => [mode, modes.map((of) => of.filter((one) => one === mode).length)]),
  ) as Record<Mode, number[]>;
  return { name, values, counts };
}

/** Where a threshold is worth looking at: `count` values over the numbers that it is compared with, in its own scale. */
export function thresholdValues(rollouts: readonly Measurements[], name: keyof Thresholds, count = 60): number[] {
  const compared = rollouts.map(COMPARED[name]).filter((value) => value !== null && Number.isFinite(value));
  const info = THRESHOLDS.find((candidate) => candidate.name === name);
  const [to, from] = info?.log ? [Math.log10, (x: number) => 10 ** x] : [(x: number) => x, (x: number) => x];
  const scaled = compared.map((value) => to(Math.max(value ?? 0, info?.log ? info.least : Number.NEGATIVE_INFINITY)));
  const centre = to(DEFAULT_THRESHOLDS[name]);
  const least = scaled.reduce((low, value) => Math.min(low, value), centre);
  const above = scaled.reduce((high, value) => Math.max(high, value), centre);
  const most = Math.min(above, info === undefined ? above : to(info.most));
  return Array.from({ length: count + 1 }, (_, i) => from(least + ((most - least) * i) / count));
}

const COMPARED: Readonly<Record<keyof Thresholds, (one: Measurements) => number | null>> = {
  settled: ({ hCosDistMax }) => hCosDistMax,
  wandering: ({ hCosDistUpper }) => hCosDistUpper,
  cycle: ({ returnRatio }) => returnRatio,
  halt: ({ finalQHaltLogit }) => finalQHaltLogit,
  wanderingAnswers: ({ answersChanged }) => answersChanged,
};
