/**
 * @file A recipe's file, and the files that it names.
 */

import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { openTensorFile } from "../../formats/checkpoint.ts";
import { readAll } from "../../platform/byte-source.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { openLocation } from "../../platform/node/location.ts";
import { type Begun, begin } from "../begin.ts";
import { openData } from "../data/open-data.ts";
import { planTraining, type TrainingPlan } from "../plan.ts";
import { parseRecipe } from "../recipe/parse-recipe.ts";

const RECIPE_LIMIT = 1 << 20;

export interface OpenedPlan extends TrainingPlan {
  /** Reads or draws the weights that it begins with. */
  begin(): Promise<Begun>;
}

/** Reads the recipe at `path` and its data. Throws a `FixpointError` for whatever is wrong with any of them. */
export async function openPlan(path: string): Promise<OpenedPlan> {
  const source = await openFile(path);
  const bytes = await readAll(source, RECIPE_LIMIT).finally(() => source.close());
  const recipe = parseRecipe(new TextDecoder().decode(bytes), source.name);
  const named = (file: string): string => besideRecipe(path, file);

  const location = await openLocation(named(recipe.data));
  const { globalBatchSize: batchSize, seed } = recipe;
  const data = await openData(location, { batchSize, seed }).finally(() =>
    location.kind === "file" ? location.source.close() : undefined,
  );
  const plan = planTraining(recipe, data);
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

/** A file that a recipe names lies beside it or, where none does, where the command was given. */
function besideRecipe(recipe: string, file: string): string {
  const beside = join(dirname(recipe), file);
  return !isAbsolute(file) && existsSync(beside) ? beside : file;
}
