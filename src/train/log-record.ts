/**
 * @file A line of `log.jsonl`.
 */

import { reportedMetrics } from "./metrics.ts";
import type { StepReport } from "./trainer.ts";

export interface Speed {
  readonly rowsPerSecond: number;
  readonly elapsedSeconds: number;
}

/** The columns of the log, in order. */
export function logRecord({ step, lr, puzzleEmbLr, sums }: StepReport, batch: number, speed: Speed) {
  return {
    step,
    lr,
    puzzle_emb_lr: puzzleEmbLr,
    ...reportedMetrics(sums, batch),
    rows_per_second: Number(speed.rowsPerSecond.toPrecision(4)),
    elapsed_s: Number(speed.elapsedSeconds.toFixed(3)),
  };
}
