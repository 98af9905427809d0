/**
 * @file Does the halting head know? Its logit against whether the answer is right.
 */

import { type Auc, auc } from "../statistics/auc.ts";
import { type Proportion, proportion } from "../statistics/proportion.ts";

export interface Judged {
  readonly qHaltLogit: number;
  readonly solved: boolean;
}

export interface ReliabilityBin {
  /** Of sigmoid(q_halt_logit). */
  readonly from: number;
  readonly to: number;
  readonly meanPredicted: number;
  readonly solved: Proportion;
}

export interface Calibration {
  readonly auc: Auc;
  /** Bins with something in them. */
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: |predicted − solved|, mean over the bins by their weight. */
  readonly calibrationError: number;
  /** Mean squared difference of the predicted and the true. */
  readonly brier: number;
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** `bins` of equal width. `NaN` throughout where nothing was judged. */
export function calibration(judged: readonly Judged[], bins = 10): Calibration {
  const logits = (solved: boolean) => judged.filter((one) => one.solved === solved).map(({ qHaltLogit }) => qHaltLogit);
  const inBins: Judged[][] = Array.from({ length: bins }, () => []);
  for (const one of judged) inBins[Math.min(bins - 1, Math.floor(sigmoid(one.qHaltLogit) * bins))]?.push(one);
  const filled = inBins.flatMap((members, bin): ReliabilityBin[] => {
    if (members.length === 0) return [];
    const meanPredicted = mean(members.map(({ qHaltLogit }) => sigmoid(qHaltLogit)));
    const solved = proportion(members.filter((one) => one.solved).length, members.length);
    return [{ from: bin / bins, to: (bin + 1) / bins, meanPredicted, solved }];
  });
  const error = filled.reduce(
    (sum, { meanPredicted, solved }) => sum + solved.trials * Math.abs(meanPredicted - solved.value),
    0,
  );
  return {
    auc: auc(logits(true), logits(false)),
    bins: filled,
    calibrationError: error / judged.length,
    brier: mean(judged.map(({ qHaltLogit, solved }) => (sigmoid(qHaltLogit) - Number(solved)) ** 2)),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
