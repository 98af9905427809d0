/**
 * @file A recipe's file, and the files that it names.
 */

import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { openTensorFile } from "../../formats/checkpoint.ts";
import { runProduction } from "../../gym/produce.ts";
import { readAll } from "../../platform/byte-source.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { openLocation } from "../../platform/node/location.ts";
import { type Begun, begin } from "../begin.ts";
import { makeData, openData, type RunProduction } from "../data/open-data.ts";
import type { TrainingData } from "../data/training-data.ts";
import { planTraining, type TrainingPlan } from "../plan.ts";
import { dataOf, parseRecipe } from "../recipe/parse-recipe.ts";
import type { Recipe } from "../recipe/recipe.ts";

const RECIPE_LIMIT = 1 << 20;

export interface OpenedPlan extends TrainingPlan {
  /** Reads or draws the weights that it begins with. */
  begin(): Promise<Begun>;
}

/** Reads the recipe at `path`. Throws a `FixpointError` for whatever is wrong with it. */
export async function readRecipe(path: string): Promise<Recipe> {
  const source = await openFile(path);
  const bytes = await readAll(source, RECIPE_LIMIT).finally(() => source.close());
  return parseRecipe(new TextDecoder().decode(bytes), source.name);
}

/**
 * Reads the recipe at `path` and its data, or has them made by `run`. Throws a `FixpointError` for whatever is wrong with any of
 * them.
 */
export async function openPlan(path: string, run: RunProduction = runProduction): Promise<OpenedPlan> {
  const recipe = await readRecipe(path);
  const named = (file: string): string => besideRecipe(path, file);
  const plan = planTraining(recipe, await dataFor(recipe, named, run));
  return {
    ...plan,
    async begin() {
      if (recipe.loadCheckpoint === undefined) return begin(recipe, plan.config, undefined);
      const checkpoint = await openFile(named(recipe.loadCheckpoint));
      try {
        return await begin(recipe, plan.config, await openTensorFile(checkpoint));
      } finally {
        await checkpoint.close();
      }
    },
  };
}

async function dataFor(
  { name, data, globalBatchSize: batchSize, seed }: Recipe,
  named: (file: string) => string,
  run: RunProduction,
): Promise<TrainingData> {
  if (typeof data !== "string") return makeData(data, dataOf(name), { batchSize, seed }, run);
  const location = await openLocation(named(data));
  return openData(location, { batchSize, seed }).finally(() =>
    location.kind === "file" ? location.source.close() : undefined,
  );
}

/** A file that a recipe names lies beside it or, where none does, where the command was given. */
function besideRecipe(recipe: string, file: string): string {
  const beside = join(dirname(recipe), file);
  return !isAbsolute(file) && existsSync(beside) ? beside : file;
}
