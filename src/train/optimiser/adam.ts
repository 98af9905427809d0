/**
 * @file AdamATan2 and AdamW as graph fragments, element by element. Sources: imoneoi/adam-atan2 at commit 42a1aeb, its formula; Loshchilov
 * and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2, as PyTorch's `AdamW`.
 */

import { add, atan, div, equal, mul, scalar, sqrt, sub, where } from "../../graph/build.ts";
import type { Value } from "../../graph/types.ts";
import type { OptimizerName } from "../recipe/recipe.ts";

export interface AdamOptions {
  readonly optimizer: OptimizerName;
  readonly beta1: number;
  readonly beta2: number;
}

/** A parameter and what the optimiser keeps for it, f32 of one shape. */
export interface AdamState {
  readonly parameter: Value;
  readonly m: Value;
  readonly v: Value;
}

/** What changes from step to step: scalars that are inputs of the graph. */
export interface AdamRates {
  /** 1 − lr · weight_decay */
  readonly kept: Value;
  /** lr / (1 − β1^t) */
  readonly stepSize: Value;
  /** √(1 − β2^t) */
  readonly secondCorrection: Value;
}

/** The rates of step `t`, counted from 1, as numbers. */
export function adamRates(
  step: number,
  lr: number,
  weightDecay: number,
  { beta1, beta2 }: AdamOptions,
): Readonly<Record<keyof AdamRates, number>> {
  return {
    kept: 1 - lr * weightDecay,
    stepSize: lr / (1 - beta1 ** step),
    secondCorrection: Math.sqrt(1 - beta2 ** step),
  };
}

/** PyTorch's default. */
const EPSILON = 1e-8;

/** The state after a step with this gradient. */
export function adamStep(state: AdamState, gradient: Value, rates: AdamRates, options: AdamOptions): AdamState {
  const { beta1, beta2, optimizer } = options;
  const m = add(state.m, mul(sub(gradient, state.m), 1 - beta1));
  const v = add(mul(state.v, beta2), mul(mul(gradient, gradient), 1 - beta2));
  const root = div(sqrt(v), rates.secondCorrection);
  // The first bias correction stands outside the arctangent.
  const direction = optimizer === "adam_atan2" ? angle(m, root) : div(m, add(root, EPSILON));
  return { parameter: sub(mul(state.parameter, rates.kept), mul(direction, rates.stepSize)), m, v };
}

/** Any number that is divided by this is infinite or as good as that, but 0. */
const TINY = 1e-37;

/** atan2(y, x) for x ≥ 0, with atan2(0, 0) = 0. */
function angle(y: Value, x: Value): Value {
  return atan(div(y, where(equal(x, 0), scalar(x.graph, TINY), x)));
}
