/**
 * @file The learning rate of a training step: linear warm-up, then half a cosine. Source: upstream `pretrain.py`,
 * `cosine_schedule_with_warmup_lr_lambda`, at commit e7b6871.
 */

export interface LearningRateSchedule {
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** What is left at the end, as a share of the base rate. */
  readonly minRatio: number;
}

/** What the base rate is multiplied with at `step`, counted from 1: the first step of a warm-up is not 0. */
export function rateFactor(step: number, { warmupSteps, totalSteps, minRatio }: LearningRateSchedule): number {
  if (step < warmupSteps) return step / Math.max(1, warmupSteps);
  const progress = (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
  return minRatio + Math.max(0, (1 - minRatio) * 0.5 * (1 + Math.cos(Math.PI * progress)));
}
