/**
 * @file The steps of one rollout as columns, which is what measuring reads: from rows, or straight from a file's columns.
 */

import type { RolloutRecord, StepRecord } from "../../trace/schema.ts";

/** Numbers by row of `steps.parquet`; `NaN` where there is none. */
export type Numbers = ArrayLike<number>;

export interface StepSeries {
  /** Rows, probes and answers, in the order of the rollout. */
  readonly length: number;
  readonly supervisionStep: Numbers;
  readonly hStep: Numbers;
  /** 1 for an answer, 0 for a probe. */
  readonly isAnswer: Numbers;
  readonly lCosDist: Numbers;
  readonly hCosDist: Numbers;
  readonly qHaltLogit: Numbers;
  readonly qContinueLogit: Numbers;
  readonly residual: Numbers;
  readonly returnLag: Numbers;
  readonly returnCosDist: Numbers;
  readonly cellsChanged: Numbers;
  readonly cellsWrong: Numbers;
  readonly meanEntropy: Numbers;
  readonly minMargin: Numbers;
  /** u8 [S] per row; null where they were not read. */
  readonly tokens: readonly Uint8Array[] | null;
}

/** The columns that hold numbers under their own names. */
export const NUMERIC_FIELDS = [
  "supervisionStep",
  "hStep",
  "lCosDist",
  "hCosDist",
  "qHaltLogit",
  "qContinueLogit",
  "residual",
  "returnLag",
  "returnCosDist",
  "cellsChanged",
  "cellsWrong",
  "meanEntropy",
  "minMargin",
] as const satisfies readonly (keyof StepRecord & keyof StepSeries)[];

export type NumericField = (typeof NUMERIC_FIELDS)[number];

/** What measuring needs to know of a rollout beside its steps. */
export type RolloutFacts = Pick<
  RolloutRecord,
  | "steps"
  | "intervention"
  | "solved"
  | "finalQHaltLogit"
  | "haltStep"
  | "solvedAtHalt"
  | "firstSolved"
  | "lastSolved"
  | "hCosDistCurve"
>;

/** The rows of one rollout, as a recorder or a reader gives them, as columns. */
export function seriesOf(steps: readonly StepRecord[]): StepSeries {
  const columns = Object.fromEntries(
    NUMERIC_FIELDS.map((field) => [field, Float64Array.from(steps, (step) => step[field] ?? Number.NaN)]),
  ) as Record<NumericField, Float64Array>;
  return {
    ...columns,
    length: steps.length,
    isAnswer: Uint8Array.from(steps, ({ kind }) => (kind === "answer" ? 1 : 0)),
    tokens: steps.map(({ tokens }) => tokens),
  };
}

/** The rows that are answers, in order, of the supervision steps after `after` (0: of all). */
export function answerRows({ length, isAnswer, supervisionStep }: StepSeries, after = 0): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) {
    if (isAnswer[row] === 1 && (supervisionStep[row] ?? 0) > after) rows.push(row);
  }
  return rows;
}

/** The rows of the last answer of each supervision step, in order. */
export function finalAnswerRows(series: StepSeries): number[] {
  const rows = answerRows(series);
  return rows.filter((row, at) => {
    const next = rows[at + 1];
    return next === undefined || series.supervisionStep[next] !== series.supervisionStep[row];
  });
}

/** The numbers of a column at some rows. */
export function pick(column: Numbers, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
}
