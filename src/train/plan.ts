/**
 * @file What a recipe comes to on its data: checked as a whole before anything starts.
 */

import { invalid } from "../errors.ts";
import type { ModelConfig } from "../model/config.ts";
import type { TrainingData } from "./data/training-data.ts";
import { modelOf } from "./recipe/model-shape.ts";
import type { Recipe } from "./recipe/recipe.ts";

export interface TrainingPlan {
  readonly recipe: Recipe;
  readonly data: TrainingData;
  readonly config: ModelConfig;
  /** Training steps of the whole schedule. */
  readonly totalSteps: number;
  /** The step that is the last one to be done. */
  readonly lastStep: number;
}

/** Throws a `FixpointError` where the recipe does not fit its data, or itself. */
export function planTraining(recipe: Recipe, data: TrainingData): TrainingPlan {
  const { length, stopAfter } = recipe;
  const config = modelOf(recipe, data);
  // The estimate is upstream's (`pretrain.py`, `init_train_state`, at commit e7b6871).
  const totalSteps = "totalSteps" in length ? length.totalSteps : Math.floor(length.epochs * data.stepsPerEpoch);
  if (totalSteps < 1) {
    throw invalid("epochs", `they come to ${totalSteps} training steps`, {
      expected: `at least ${(1 / data.stepsPerEpoch).toPrecision(3)} epochs`,
      where: recipe.name,
    });
  }
  if (stopAfter !== undefined && stopAfter > totalSteps) {
    throw invalid("stop_after", stopAfter, {
      expected: `at most ${totalSteps}, all steps there are`,
      where: recipe.name,
    });
  }
  return { recipe, data, config, totalSteps, lastStep: stopAfter ?? totalSteps };
}
