/**
 * @file The model that a recipe and its data make together, or the sentence why they do not fit.
 */

import { invalid } from "../../errors.ts";
import type { ModelConfig } from "../../model/config.ts";
import type { TrainingData } from "../data/training-data.ts";
import type { Recipe } from "./recipe.ts";

/** The config of the model to be trained. Throws where the recipe states something else than the data show. */
export function modelOf(recipe: Recipe, data: TrainingData): ModelConfig {
  const { stated, architecture, name } = recipe;
  const { seqLen } = data;
  if (stated.seqLen !== undefined && stated.seqLen !== seqLen) {
    throw invalid("arch.seq_len", stated.seqLen, { expected: `${seqLen}, as in ${data.name}`, where: name });
  }
  if (!Number.isInteger(Math.sqrt(seqLen))) {
    throw invalid("data", `rows of ${seqLen} cells`, { expected: "a square canvas", where: data.name });
  }
  return {
    ...architecture,
    seqLen,
    vocabSize: agreed("arch.vocab_size", stated.vocabSize, data.vocabSize, recipe, data),
    puzzleIdentifiers:
      architecture.puzzleEmbNdim === 0
        ? 0
        : agreed("arch.num_puzzle_identifiers", stated.puzzleIdentifiers, data.puzzleIdentifiers, recipe, data),
  };
}

/** Data that only show what occurs in them leave room for more; data that say what there is do not. */
function agreed(
  key: string,
  stated: number | undefined,
  { count, exact }: TrainingData["vocabSize"],
  recipe: Recipe,
  data: TrainingData,
): number {
  if (stated === undefined || stated === count || (stated > count && !exact)) return stated ?? count;
  const expected = `${exact ? "" : "at least "}${count}, as in ${data.name}`;
  throw invalid(key, stated, { expected, where: recipe.name });
}
