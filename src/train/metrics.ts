/**
 * @file What a training step is said to have come to. Source: upstream `models/losses.py`, `ACTLossHead.forward`, and `pretrain.py`,
 * `train_batch`, at commit e7b6871.
 */

import { NO_LABEL } from "../model/losses.ts";
import type { Carry } from "./act.ts";

/** What the step graph gives per row, f32 [B] each. */
export interface RowResults {
  /** Cross-entropy, mean over the row's labelled cells. */
  readonly lmLoss: Float32Array;
  readonly qHaltLoss: Float32Array;
  /** Nothing where q_continue has no target. */
  readonly qContinueLoss: Float32Array | undefined;
  readonly qHaltLogit: Float32Array;
  readonly qContinueLogit: Float32Array;
  /** Labelled cells whose largest logit is the label's. */
  readonly correct: Float32Array;
}

/** Sums over the batch. All but the losses count only rows that halted in this step and have a label. */
export interface MetricSums {
  readonly lmLoss: number;
  readonly qHaltLoss: number;
  readonly qContinueLoss: number;
  readonly count: number;
  readonly accuracy: number;
  readonly exactAccuracy: number;
  readonly qHaltAccuracy: number;
  readonly steps: number;
}

/** The sums of a step, once it is known which rows halted. */
export function metricSums(results: RowResults, carry: Carry): MetricSums {
  const sums = { count: 0, accuracy: 0, exactAccuracy: 0, qHaltAccuracy: 0, steps: 0 };
  const seqLen = carry.labels.length / carry.steps.length;
  carry.halted.forEach((halted, row) => {
    const labelled = carry.labels.subarray(row * seqLen, (row + 1) * seqLen).reduce(countLabel, 0);
    if (halted === 0 || labelled === 0) return;
    const correct = results.correct[row] as number;
    const exact = correct === labelled;
    sums.count++;
    sums.accuracy += correct / labelled;
    if (exact) sums.exactAccuracy++;
    if ((results.qHaltLogit[row] as number) >= 0 === exact) sums.qHaltAccuracy++;
    sums.steps += carry.steps[row] as number;
  });
  return {
    ...sums,
    lmLoss: sum(results.lmLoss),
    qHaltLoss: sum(results.qHaltLoss),
    qContinueLoss: results.qContinueLoss === undefined ? 0 : sum(results.qContinueLoss),
  };
}

const countLabel = (count: number, label: number): number => (label === NO_LABEL ? count : count + 1);

const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);

/** What the loss head returns: the cross-entropy and half of what halting costs, summed over the rows. */
export function totalLoss({ lmLoss, qHaltLoss, qContinueLoss }: MetricSums): number {
  return lmLoss + 0.5 * (qHaltLoss + qContinueLoss);
}

/** The metrics under the names and in the units that upstream logs: losses per row of the batch, the others per row that counts. */
export function reportedMetrics(sums: MetricSums, batch: number) {
  const count = Math.max(1, sums.count);
  return {
    loss_sum: totalLoss(sums),
    lm_loss: sums.lmLoss / batch,
    q_halt_loss: sums.qHaltLoss / batch,
    count: sums.count / count,
    accuracy: sums.accuracy / count,
    exact_accuracy: sums.exactAccuracy / count,
    q_halt_accuracy: sums.qHaltAccuracy / count,
    steps: sums.steps / count,
  };
}
