/**
 * @file The columns of `rollouts.parquet` and `steps.parquet`, once, as data. What they mean is DESIGN.md, section 3.
 *
 * What a model gives is f32 and stored as FLOAT; the halting head's logits are DOUBLE, because `rollouts.jsonl` may hold
 * doubles and must come out of an import as it went in. Columns that an import lacks allow null.
 */

import type { EventKind } from "../model/address.ts";
import { type Table, table } from "./parquet/table.ts";

/** A row of `rollouts.parquet`. A type alias, not an interface, so that it is a `TableRow`. */
export type RolloutRecord = {
  /** From 0, in the order of the input. */
  readonly rollout: number;
  readonly task: string;
  /** From 0. */
  readonly testIndex: number;
  /** Upstream's suffix, empty for none. */
  readonly augmentation: string;
  readonly trajectory: number;
  /** The rollout that this one branched off, and the moment. */
  readonly parent: number | null;
  readonly branchAt: string | null;
  /** Null after an import. */
  readonly puzzleIdentifier: number | null;
  /** Supervision steps. */
  readonly steps: number;
  /** Null after an import. */
  readonly seed: number | null;
  /** As given, empty for none; null after an import. */
  readonly intervention: string | null;
  /** u8 [S], the whole canvas, as are the next two. */
  readonly inputTokens: Uint8Array;
  /** 255 where there is no label; null without a target. */
  readonly targetTokens: Uint8Array | null;
  /** The answer of the last supervision step. */
  readonly answerTokens: Uint8Array;
  /** ARC: the cropped answer is the target grid; other data: as `exact`. */
  readonly solved: boolean | null;
  /** All labelled tokens are right. Null without a label, and after an import, which knows no canvas. */
  readonly exact: boolean | null;
  readonly finalQHaltLogit: number | null;
  readonly haltStep: number | null;
  readonly solvedAtHalt: boolean | null;
  readonly firstSolved: number | null;
  readonly lastSolved: number | null;
  /** Per supervision step, at its last answer; null after an import. */
  readonly hCosDistCurve: readonly number[] | null;
  readonly qHaltCurve: readonly number[] | null;
  /** Only in imports: the line of `rollouts.jsonl`, where the other columns cannot give it back byte for byte. */
  readonly source: string | null;
};

/** A row of `steps.parquet`: an event of one rollout. */
export type StepRecord = {
  readonly rollout: number;
  /** From 1, as are the next two. */
  readonly supervisionStep: number;
  readonly hStep: number;
  /** Of an answer: `L_cycles`. */
  readonly lStep: number;
  readonly kind: EventKind;
  /** u8 [S], the whole canvas. */
  readonly tokens: Uint8Array;
  readonly lCosDist: number | null;
  readonly hCosDist: number | null;
  /** Null after an import, but for the answer that ends a supervision step. */
  readonly qHaltLogit: number | null;
  readonly qContinueLogit: number | null;
  readonly residual: number | null;
  readonly returnLag: number | null;
  readonly returnCosDist: number | null;
  /** Against the row before, whole canvas; null at the first. After an import: of the canvas made from the grid. */
  readonly cellsChanged: number | null;
  /** Of the labelled cells; null without a label. After an import: of the canvas made from the grid. */
  readonly cellsWrong: number | null;
  readonly meanEntropy: number | null;
  readonly minMargin: number | null;
  /** u8 [S] on request. */
  readonly confidence: Uint8Array | null;
  /** u8 [S, V] on request. */
  readonly probabilities: Uint8Array | null;
};

const rollouts = {
  rollout: "int32",
  task: "string",
  testIndex: "int32",
  augmentation: "string",
  trajectory: "int32",
  parent: "int32?",
  branchAt: "string?",
  puzzleIdentifier: "int32?",
  steps: "int32",
  seed: "int64?",
  intervention: "string?",
  inputTokens: "bytes",
  targetTokens: "bytes?",
  answerTokens: "bytes",
  solved: "boolean?",
  exact: "boolean?",
  finalQHaltLogit: "double?",
  haltStep: "int32?",
  solvedAtHalt: "boolean?",
  firstSolved: "int32?",
  lastSolved: "int32?",
  hCosDistCurve: "float list?",
  qHaltCurve: "double list?",
} as const;

/** `rollouts.parquet` of a traced run. */
export const ROLLOUTS: Table<Omit<RolloutRecord, "source">> = table<Omit<RolloutRecord, "source">>(rollouts);

/** `rollouts.parquet` of an imported run, and what a reader takes: `source` may be missing. */
export const IMPORTED_ROLLOUTS: Table<RolloutRecord> = table<RolloutRecord>({ ...rollouts, source: "string?" }, [
  "source",
]);

export const STEPS: Table<StepRecord> = table<StepRecord>({
  rollout: "int32",
  supervisionStep: "int32",
  hStep: "int32",
  lStep: "int32",
  kind: "string",
  tokens: "bytes",
  lCosDist: "float?",
  hCosDist: "float?",
  qHaltLogit: "double?",
  qContinueLogit: "double?",
  residual: "float?",
  returnLag: "int32?",
  returnCosDist: "float?",
  cellsChanged: "int32?",
  cellsWrong: "int32?",
  meanEntropy: "float?",
  minMargin: "float?",
  confidence: "bytes?",
  probabilities: "bytes?",
});
