/**
 * @file What one rollout looks like over its supervision steps, each at its last answer: what dynamics and halting are computed from.
 */

import type { Grid } from "../arc/puzzle.ts";
import type { RolloutRecord } from "../trace/schema.ts";
import type { HaltRule } from "../trace/summary.ts";
import { isSolved, type Target } from "../trace/verdict.ts";
import { finalAnswerRows, type Numbers, type StepSeries } from "./modes/series.ts";

/** f32 [steps] each, `NaN` where there is no number; supervision step 1 first. */
export interface RolloutCurves {
  readonly hCosDist: Float32Array;
  /** Of the last L-step. */
  readonly lCosDist: Float32Array;
  /** Relative drift of the joint state over the last H-step. */
  readonly residual: Float32Array;
  readonly meanEntropy: Float32Array;
  readonly minMargin: Float32Array;
  readonly cellsWrong: Float32Array;
  readonly qHaltLogit: Float32Array;
  /** What the model's own rule compares with 0: `q_halt_logit`, for HRM less `q_continue_logit`. */
  readonly haltMargin: Float32Array;
  /** 1 where the answer is right; all `NaN` without a target. */
  readonly solved: Float32Array;
}

export type CurveName = keyof RolloutCurves;

export type SolvedFacts = Pick<RolloutRecord, "targetTokens" | "solved" | "firstSolved" | "lastSolved">;

export interface CurveOptions {
  readonly haltRule: HaltRule;
  /** Of an ARC task. */
  readonly targetGrid: Grid | undefined;
}

export function curvesOf(
  facts: SolvedFacts,
  series: StepSeries,
  { haltRule, targetGrid }: CurveOptions,
): RolloutCurves {
  const rows = finalAnswerRows(series);
  const at = (column: Numbers) => Float32Array.from(rows, (row) => column[row] ?? Number.NaN);
  const subtract = haltRule === "q_halt > q_continue";
  return {
    hCosDist: at(series.hCosDist),
    // An answer has none; the probe before it is of the same L-step.
    lCosDist: Float32Array.from(rows, (row) => series.lCosDist[row - 1] ?? Number.NaN),
    residual: at(series.residual),
    meanEntropy: at(series.meanEntropy),
    minMargin: at(series.minMargin),
    cellsWrong: at(series.cellsWrong),
    qHaltLogit: at(series.qHaltLogit),
    haltMargin: Float32Array.from(rows, (row) => {
      const [halt, go] = [series.qHaltLogit[row] ?? Number.NaN, series.qContinueLogit[row] ?? Number.NaN];
      return subtract && !Number.isNaN(go) ? halt - go : halt;
    }),
    solved: solvedCurve(facts, series, rows, targetGrid),
  };
}

/**
 * With tokens: the recorder's own verdict. Without: no labelled cell wrong, mended by what the rollout's row knows, which for an ARC task
 * (where the cropped grid counts, not the canvas around it) may miss a right answer between `first_solved` and `last_solved`.
 */
function solvedCurve(
  { targetTokens, solved, firstSolved, lastSolved }: SolvedFacts,
  { tokens, cellsWrong }: StepSeries,
  rows: readonly number[],
  grid: Grid | undefined,
): Float32Array {
  if (solved === null) return new Float32Array(rows.length).fill(Number.NaN);
  if (tokens !== null && targetTokens !== null) {
    const target: Target = { tokens: targetTokens, grid };
    return Float32Array.from(rows, (row) => Number(isSolved(tokens[row] as Uint8Array, target)));
  }
  return Float32Array.from(rows, (row, at) => {
    const step = at + 1;
    if (step === firstSolved || step === lastSolved) return 1;
    if (firstSolved === null || step < firstSolved || step > (lastSolved ?? 0)) return 0;
    return cellsWrong[row] === 0 ? 1 : 0;
  });
}
