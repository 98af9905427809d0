/**
 * @file The moving average of the parameters. Source: upstream `models/ema.py` at commit e7b6871; the warm-up is ours.
 */

import { add, mul, sub } from "../../graph/build.ts";
import type { Value } from "../../graph/types.ts";

export interface EmaOptions {
  readonly rate: number;
  /** Follow the parameters closely in the beginning, so that a short training is not averaged with its start. */
  readonly warmup: boolean;
}

/** What is kept of the average at `step`, counted from 1. */
export function emaRate(step: number, { rate, warmup }: EmaOptions): number {
  return warmup ? Math.min(rate, (1 + step) / (10 + step)) : rate;
}

/** `rate · average + (1 − rate) · parameter`, with `rate` a scalar of the graph. */
export function emaStep(average: Value, parameter: Value, rate: Value): Value {
  return add(parameter, mul(sub(average, parameter), rate));
}
