/**
 * @file The held-out split of the data that a recipe specifies, written once, and which group each of its puzzles belongs to.
 */

import { existsSync, readFileSync } from "node:fs";
import { writeNewDirectory } from "../../src/cli/write-directory.ts";
import { parseConfig } from "../../src/formats/config.ts";
import { datasetFiles } from "../../src/formats/tasks/dataset-write.ts";
import { heldOutOnly } from "../../src/gym/held-out-only.ts";
import { produceAll } from "../../src/gym/produce.ts";
import { parseSpecification, type Specification } from "../../src/gym/specification.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";

export interface HeldOutData {
  readonly path: string;
  /** Band of a sudoku, concept or composition of a gym task. */
  groupOf(rollout: RolloutRecord): string;
}

/** What to hold out instead of what the recipe says. */
export interface Otherwise {
  /** As many puzzles. */
  readonly test?: string | undefined;
  /** Sudokus of these bands, with commas between them. */
  readonly bands?: string | undefined;
}

export async function heldOutData(recipe: string, path: string, { test, bands }: Otherwise): Promise<HeldOutData> {
  const { data } = parseConfig(readFileSync(recipe, "utf8"), recipe);
  const described = bands === undefined ? data : { ...(data as object), bands: bands.split(",") };
  const specification = heldOutOnly(
    parseSpecification(described, recipe),
    test === undefined ? undefined : Number(test),
  );
  if (!existsSync(path)) {
    await writeNewDirectory(path, datasetFiles(produceAll(specification).dataset()), () => {});
  }
  return { path, groupOf: (rollout) => groupOf(rollout, specification) };
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
