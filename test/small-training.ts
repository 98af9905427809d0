/**
 * @file Trainings small enough to be done in milliseconds: a recipe as text, data in memory, and what belongs to both.
 */

import type { TrainingData } from "../src/train/data/training-data.ts";
import { planTraining, type TrainingPlan } from "../src/train/plan.ts";
import { parseRecipe } from "../src/train/recipe/parse-recipe.ts";
import type { Recipe } from "../src/train/recipe/recipe.ts";

type Values = Readonly<Record<string, unknown>>;

export const ARCH: Values = {
  name: "recursive_reasoning.trm@TinyRecursiveReasoningModel_ACTV1",
  loss: { name: "losses@ACTLossHead", loss_type: "stablemax_cross_entropy" },
  hidden_size: 8,
  num_heads: 2,
  H_cycles: 2,
  L_cycles: 2,
  H_layers: 1,
  L_layers: 1,
  halt_max_steps: 3,
  halt_exploration_prob: 0.5,
  puzzle_emb_ndim: 8,
  puzzle_emb_len: 2,
};

export const RECIPE: Values = {
  data: "data.json",
  global_batch_size: 3,
  total_steps: 20,
  lr: 1e-2,
  lr_warmup_steps: 2,
  lr_min_ratio: 0.1,
  ema: true,
  ema_rate: 0.9,
  seed: 5,
};

/** The text of a recipe; `undefined` takes a key out. */
export const recipeText = (values: Values = {}, arch: Values = {}): string =>
  JSON.stringify({ arch: { ...ARCH, ...arch }, ...RECIPE, ...values });

export const smallRecipe = (values: Values = {}, arch: Values = {}): Recipe =>
  parseRecipe(recipeText(values, arch), "recipe.yaml");

export interface SmallDataOptions {
  readonly batch?: number;
  readonly seqLen?: number;
  readonly vocabSize?: number;
  readonly puzzleIdentifiers?: number;
  /** Label of a cell, from the row's tokens. */
  readonly label?: (tokens: Int32Array, cell: number) => number;
}

/** Endless batches of pseudo-random tokens; each label is the token of the mirrored cell. */
export function smallData(options: SmallDataOptions = {}): TrainingData {
  const { batch = 3, seqLen = 4, vocabSize = 5, puzzleIdentifiers = 4 } = options;
  const label = options.label ?? ((tokens, cell) => tokens[seqLen - 1 - cell] as number);
  return {
    name: "made up",
    seqLen,
    vocabSize: { count: vocabSize, exact: true },
    puzzleIdentifiers: { count: puzzleIdentifiers, exact: true },
    stepsPerEpoch: 10,
    sha256: "made up",
    batch(position) {
      let state = position + 1;
      const next = (below: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return (state >>> 8) % below;
      };
      const inputs = Int32Array.from({ length: batch * seqLen }, () => next(vocabSize));
      const labels = inputs.map((_, place) => {
        const row = Math.floor(place / seqLen);
        return label(inputs.subarray(row * seqLen, (row + 1) * seqLen), place % seqLen);
      });
      return {
        rows: { inputs, labels, identifiers: Int32Array.from({ length: batch }, () => next(puzzleIdentifiers)) },
        next: position + 1,
      };
    },
  };
}

export const smallPlan = (values: Values = {}, arch: Values = {}, data: TrainingData = smallData()): TrainingPlan =>
  planTraining(smallRecipe(values, arch), data);

/** A JSON list of `count` batches, as `data` of a recipe may name it. */
export function batchesText(count: number, data: TrainingData = smallData()): string {
  const batches = Array.from({ length: count }, (_, position) => {
    const { inputs, labels, identifiers } = data.batch(position).rows;
    const rows = (cells: Int32Array): number[][] =>
      Array.from(identifiers, (_, row) => [...cells.subarray(row * data.seqLen, (row + 1) * data.seqLen)]);
    return { inputs: rows(inputs), labels: rows(labels), puzzle_identifiers: [...identifiers] };
  });
  return JSON.stringify(batches);
}
