import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { recipeText } from "../../../test/small-training.ts";
import { tempDir } from "../../../test/temp-dir.ts";
import { datasetFiles } from "../../formats/tasks/dataset-write.ts";
import { produceAll } from "../../gym/produce.ts";
import { parseSpecification, specificationJson } from "../../gym/specification.ts";
import { openPlan } from "../node/open-plan.ts";

const SUDOKU = { generator: "sudoku", side: 4, count: 12, test: 3, augment: 2, seed: 7 };
const GYM = { generator: "gym", concepts: "gravity,mirror", pairs: 6, test_pairs: 2, augment: 1 };

/** The plan of a recipe with this under `data`, in a folder of its own. */
async function planOf(data: unknown, folder: string) {
  const path = join(folder, "recipe.yaml");
  await writeFile(path, recipeText({ data }, { puzzle_emb_ndim: 0 }));
  return openPlan(path);
}

/** Writes what `fixpoint data` would. */
async function writeDataset(specification: unknown, folder: string): Promise<void> {
  for (const { path, bytes } of datasetFiles(produceAll(parseSpecification(specification, "test")).dataset())) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

describe("data that a recipe describes", () => {
  it.each([
    ["sudokus", SUDOKU],
    ["concept tasks", GYM],
    ["mazes", { generator: "maze", side: 6, count: 5, test: 1 }],
  ])("are, for %s, the batches that training on the written directory has", async (_, specification) => {
    const folder = await tempDir();
    await writeDataset(specification, join(folder, "written"));
    const [written, made] = [await planOf("written", folder), await planOf(specification, folder)];
    expect(made.data.sha256).toBe(written.data.sha256);
    const { batch: __, name: ___, ...facts } = made.data;
    expect(written.data).toMatchObject(facts);
    let position = 0;
    for (let step = 0; step < 12; step++) {
      const { rows, next } = made.data.batch(position);
      expect(written.data.batch(position)).toEqual({ rows, next });
      position = next;
    }
  });

  it("are the same from what a directory's fixpoint.json says", async () => {
    const folder = await tempDir();
    const made = await planOf(SUDOKU, folder);
    const again = await planOf(specificationJson(parseSpecification(SUDOKU, "test")), folder);
    expect(again.data.sha256).toBe(made.data.sha256);
    expect((await planOf({ ...SUDOKU, seed: 8 }, folder)).data.sha256).not.toBe(made.data.sha256);
  });

  it.each([
    [{ generator: "chess" }, "invalid generator: chess (expected gym, sudoku or maze, in recipe.yaml, data)"],
    [{ ...SUDOKU, colour: "red" }, "invalid data: unknown key colour (in recipe.yaml, data)"],
    [{ ...SUDOKU, side: 5 }, "invalid side: 5 (expected 4, 6, 9, in recipe.yaml, data)"],
    [{ ...SUDOKU, givens: 17 }, "invalid givens: 17 (expected at most 16, in recipe.yaml, data)"],
    [{ ...GYM, concepts: "levity" }, /^invalid concept: levity \(expected .*, in recipe\.yaml, data\)$/],
    [null, "invalid data: nothing (expected a dataset directory, a JSON list of token batches, or what is to be made"],
  ])("that cannot be are refused by a sentence that names recipe and key: %j", async (data, sentence) => {
    await expect(planOf(data, await tempDir())).rejects.toThrow(sentence);
  });
});
