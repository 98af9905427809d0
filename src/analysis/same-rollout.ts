/**
 * @file Whether a row of `rollouts.parquet` and rows of `steps.parquet` are of one rollout: a folder may hold files of two runs.
 */

import { type FixpointError, invalid } from "../errors.ts";
import { ROLLOUTS_FILE, STEPS_FILE } from "../trace/run-layout.ts";
import type { RolloutRecord } from "../trace/schema.ts";
import { finalAnswerRows, type StepSeries } from "./modes/series.ts";

/** What a row of `rollouts.parquet` says that its steps say too. */
export type StepsAsTold = Pick<RolloutRecord, "rollout" | "steps" | "finalQHaltLogit" | "inputTokens">;

/** Of a program that writes the logits as f32 in one file alone. */
const ROUNDING = 1e-6;

/** Throws a `FixpointError` where they are of another canvas, or end at another supervision step, or there with another `q_halt_logit`. */
export function checkSameRollout(told: StepsAsTold, series: StepSeries): void {
  const { rollout, steps, finalQHaltLogit, inputTokens } = told;
  const cells = series.tokens?.[0]?.length ?? inputTokens.length;
  if (cells !== inputTokens.length) {
    throw ofTwoRuns(`rollout ${rollout} answers with ${cells} cells`, String(inputTokens.length));
  }
  const last = series.supervisionStep[series.length - 1];
  if (last !== steps) throw ofTwoRuns(`rollout ${rollout} ends at supervision step ${last}`, String(steps));
  const logit = series.qHaltLogit[finalAnswerRows(series).at(-1) ?? -1] ?? Number.NaN;
  // Without a logit in one of them there is nothing to compare.
  if (Math.abs(logit - (finalQHaltLogit ?? Number.NaN)) > ROUNDING * Math.max(1, Math.abs(logit))) {
    throw ofTwoRuns(`rollout ${rollout} ends with a q_halt_logit of ${logit}`, String(finalQHaltLogit));
  }
}

/** `expected` stands in the other file. */
export function ofTwoRuns(what: string, expected: string): FixpointError {
  return invalid("run", what, {
    expected: `${expected}, as ${ROLLOUTS_FILE} says; put the files of one run together`,
    where: STEPS_FILE,
  });
}
