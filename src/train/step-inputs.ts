/**
 * @file What a training step is given anew each time: what the rows work on, and the numbers of its schedule.
 */

import type { Shape } from "../graph/types.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Carry } from "./act.ts";
import { adamRates } from "./optimiser/adam.ts";
import { emaRate } from "./optimiser/ema.ts";
import type { Recipe } from "./recipe/recipe.ts";
import { stepNames } from "./step-graph.ts";

export interface HostTensor {
  readonly shape: Shape;
  readonly data: Float32Array | Int32Array;
}

/** The rows of the carry, with their rows of the puzzle embedding's `table` f32 [identifiers, ndim]. */
export function rowInputs(
  carry: Carry,
  table: Float32Array,
  { seqLen, puzzleEmbNdim, haltMaxSteps }: ModelConfig,
  { continueTarget }: Recipe,
): Map<string, HostTensor> {
  const batch = carry.steps.length;
  const inputs = new Map<string, HostTensor>([
    // The carry is changed in place, and an engine may hold on to what it is given.
    [stepNames.tokens, { shape: [batch, seqLen], data: carry.inputs.slice() }],
    [stepNames.labels, { shape: [batch, seqLen], data: Float32Array.from(carry.labels) }],
    [stepNames.reset, { shape: [batch, 1, 1], data: Float32Array.from(carry.halted) }],
  ]);
  if (puzzleEmbNdim > 0) {
    const rows = gatherRows(table, carry.identifiers, puzzleEmbNdim);
    inputs.set(stepNames.puzzleRows, { shape: [batch, puzzleEmbNdim], data: rows });
  }
  if (continueTarget) {
    const isLast = Float32Array.from(carry.steps, (steps) => (steps + 1 >= haltMaxSteps ? 1 : 0));
    inputs.set(stepNames.lastStep, { shape: [batch], data: isLast });
  }
  return inputs;
}

/** The scalars of step `step`, counted from 1. */
export function rateInputs(step: number, lr: number, recipe: Recipe): Map<string, HostTensor> {
  const { kept, stepSize, secondCorrection } = adamRates(step, lr, recipe.weightDecay, recipe);
  const rates = new Map([
    [stepNames.rate("kept"), kept],
    [stepNames.rate("stepSize"), stepSize],
    [stepNames.rate("secondCorrection"), secondCorrection],
  ]);
  if (recipe.ema !== undefined) rates.set(stepNames.rate("emaRate"), emaRate(step, recipe.ema));
  return new Map([...rates].map(([name, value]) => [name, { shape: [], data: Float32Array.of(value) }]));
}

/** f32 [B, ndim] */
function gatherRows(table: Float32Array, identifiers: Int32Array, width: number): Float32Array {
  const rows = new Float32Array(identifiers.length * width);
  identifiers.forEach((identifier, row) => {
    rows.set(table.subarray(identifier * width, (identifier + 1) * width), row * width);
  });
  return rows;
}
