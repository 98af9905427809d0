/**
 * @file The held-out split of the data that a recipe specifies, written once, and which group each of its puzzles belongs to.
 */

import { existsSync, readFileSync } from "node:fs";
import { writeNewDirectory } from "../../src/cli/write-directory.ts";
import { parseConfig } from "../../src/formats/config.ts";
import { datasetFiles } from "../../src/formats/tasks/dataset-write.ts";
import { produceAll } from "../../src/gym/produce.ts";
import { parseSpecification, type Specification } from "../../src/gym/specification.ts";
import { BANDS } from "../../src/gym/sudoku/band.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";

export interface HeldOutData {
  readonly path: string;
  /** Band of a sudoku, concept or composition of a gym task. */
  groupOf(rollout: RolloutRecord): string;
}

/** Enough training pairs to tell a gym task's rule from others; the held-out pairs do not depend on how many there are. */
const FEW_PAIRS = 20;

/** What to hold out instead of what the recipe says. */
export interface Otherwise {
  /** As many puzzles. */
  readonly test?: string | undefined;
  /** Sudokus of these bands, with commas between them. */
  readonly bands?: string | undefined;
}

export async function heldOutData(recipe: string, path: string, otherwise: Otherwise): Promise<HeldOutData> {
  const { data } = parseConfig(readFileSync(recipe, "utf8"), recipe);
  const specification = withoutTraining(parseSpecification(data, recipe), otherwise);
  if (!existsSync(path)) {
    await writeNewDirectory(path, datasetFiles(produceAll(specification).dataset()), () => {});
  }
  return { path, groupOf: (rollout) => groupOf(rollout, specification) };
}

function withoutTraining(specification: Specification, { test: text, bands }: Otherwise): Specification {
  const test = text === undefined ? undefined : { test: Number(text) };
  switch (specification.generator) {
    case "gym":
      return { ...specification, pairs: FEW_PAIRS };
    case "sudoku":
      return {
        ...specification,
        ...test,
        ...(bands !== undefined && { bands: BANDS.filter((band) => bands.split(",").includes(band)) }),
        count: 0,
        augment: 0,
      };
    case "maze":
      return { ...specification, ...test, count: 0 };
  }
}

function groupOf({ rollout, task }: RolloutRecord, specification: Specification): string {
  switch (specification.generator) {
    case "gym":
      // `gravity+mirror-3` is one rule of its family.
      return task.replace(/-\d+$/, "");
    case "sudoku":
      // The bands take turns.
      return specification.bands[rollout % specification.bands.length] ?? "";
    case "maze":
      return "maze";
  }
}
