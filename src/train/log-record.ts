/**
 * @file A line of `log.jsonl`.
 */

import { reportedMetrics } from "./metrics.ts";
import type { StepReport } from "./trainer.ts";

export interface Speed {
  readonly rowsPerSecond: number;
  readonly elapsedSeconds: number;
}

/** The columns of the log, in order. `metrics.ts` says what they mean. */
export const LOG_COLUMNS = [
  "step",
  "lr",
  "puzzle_emb_lr",
  "loss_sum",
  "lm_loss",
  "q_halt_loss",
  "count",
  "accuracy",
  "exact_accuracy",
  "q_halt_accuracy",
  "steps",
  "rows_per_second",
  "elapsed_s",
] as const;
export type LogColumn = (typeof LOG_COLUMNS)[number];

export function logRecord(
  { step, lr, puzzleEmbLr, sums }: StepReport,
  batch: number,
  speed: Speed,
): Readonly<Record<LogColumn, number>> {
  return {
    step,
    lr,
    puzzle_emb_lr: puzzleEmbLr,
    ...reportedMetrics(sums, batch),
    rows_per_second: Number(speed.rowsPerSecond.toPrecision(4)),
    elapsed_s: Number(speed.elapsedSeconds.toFixed(3)),
  };
}
