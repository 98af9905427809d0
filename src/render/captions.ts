/**
 * @file What is written beside a grid.
 */

import { formatAddress } from "../model/address.ts";
import type { RolloutRecord, StepRecord } from "../trace/schema.ts";
import type { Board } from "./board.ts";

/** Which puzzle: `00576224#0`, the test inputs counted from 0 as in the run's files. */
export function titleOf({ task, testIndex }: RolloutRecord): string {
  return `${task}#${testIndex}`;
}

/** Which rollout of it, what was done to it, and how it ended. */
export function remarkOf(record: RolloutRecord): string {
  const { rollout, augmentation, trajectory, intervention } = record;
  const path = trajectory === 0 ? "" : `trajectory ${trajectory}`;
  const end = record.solved === null ? "" : endOf(record);
  return [`rollout ${rollout}`, augmentation, path, intervention ?? "", end].filter(Boolean).join(", ");
}

/** How the whole rollout ended. */
export function endOf({ solved, firstSolved, lastSolved }: RolloutRecord): string {
  if (solved === null) return "no target";
  if (solved) return `solved, first at supervision step ${firstSolved}`;
  return lastSolved === null ? "not solved" : `solved up to supervision step ${lastSolved}, then lost`;
}

/** `5.2.3 probe`, `5.2 answer` */
export function addressOf(step: StepRecord): string {
  return `${formatAddress(step)} ${step.kind}`;
}

/** Columns × rows. */
export function sizeOf({ rows, columns }: Board): string {
  return `${columns}×${rows}`;
}

/** A number of an event by its name. Null where the run does not know it. */
export interface Measurement {
  readonly name: string;
  readonly value: string | null;
}

export function measurementsOf(step: StepRecord): readonly Measurement[] {
  const movement =
    step.kind === "answer"
      ? { name: "h_cos_dist", value: formatDistance(step.hCosDist) }
      : { name: "l_cos_dist", value: formatDistance(step.lCosDist) };
  return [
    { name: "cells wrong", value: step.cellsWrong === null ? null : String(step.cellsWrong) },
    { name: "q_halt_logit", value: formatLogit(step.qHaltLogit) },
    movement,
  ];
}

/** Two decimals, or a power of ten where the number would be long. */
function formatLogit(value: number | null): string | null {
  if (value === null) return null;
  if (!Number.isFinite(value)) return withMinus(String(value).replace("Infinity", "inf"));
  return withMinus(Math.abs(value) < 1000 ? value.toFixed(2) : value.toExponential(0));
}

/** 0 to 2, and what is small matters: three decimals, or a power of ten. */
function formatDistance(value: number | null): string | null {
  if (value === null || !Number.isFinite(value)) return formatLogit(value);
  // Rounding may take a distance a little below 0.
  if (Math.abs(value) < 1e-9) return "0";
  return withMinus(Math.abs(value) >= 0.001 ? value.toFixed(3) : value.toExponential(0));
}

const withMinus = (number: string): string => number.replaceAll("-", "−").replace("e+", "e");

/** An event in a line of words. */
export function describeStep(step: StepRecord): string {
  const numbers = measurementsOf(step).flatMap(({ name, value }) => (value === null ? [] : [`${name} ${value}`]));
  return [addressOf(step), ...numbers].join(", ");
}
