/** @file Tests of reading tasks from the reference data: ARC, datasets as upstream builds them, token batches. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeShared, shared } from "../../../test/shared.ts";
import type { Grid, Puzzle } from "../../arc/puzzle.ts";
import { UNLABELLED } from "../../arc/puzzle.ts";
import { taskToPuzzles } from "../../arc/puzzles.ts";
import { openLocation } from "../../platform/node/location.ts";
import { parseNpy } from "../npy.ts";
import { readTaskSet } from "./read-task-set.ts";

async function read(path: string) {
  const location = await openLocation(shared(path));
  try {
    return await readTaskSet(location);
  } finally {
    if (location.kind === "file") await location.source.close();
  }
}

async function readTasks(path: string) {
  const set = await read(path);
  if (set.kind !== "tasks") throw new Error(`${path} gives ${set.kind}`);
  return set.tasks;
}

async function readTokens(path: string) {
  const set = await read(path);
  if (set.kind !== "tokens") throw new Error(`${path} gives ${set.kind}`);
  return set;
}

const json = (path: string) => JSON.parse(readFileSync(shared(path), "utf8"));
const npy = (path: string) => parseNpy(new Uint8Array(readFileSync(shared(path))), path);
/** Upstream's loader writes -100 where we write 255. */
const labels = (puzzle: Puzzle) =>
  Array.from(puzzle.targetTokens ?? [], (token) => (token === UNLABELLED ? -100 : token));

describeShared("the ARC files", () => {
  it.each([
    ["training", 400, 416, "007bbfb7"],
    ["evaluation", 400, 419, "00576224"],
    ["training2", 1000, 1076, "00576224"],
    ["evaluation2", 120, 172, "0934a4d8"],
    ["concept", 160, 480, "ExtractObjects10"],
  ])("%s: %i tasks with %i test pairs, all solved, in the order of the file", async (name, tasks, tests, first) => {
    const read = await readTasks(`golden/arc/arc-agi_${name}_challenges.json.gz`);
    const pairs = read.flatMap(({ test }) => test);
    expect([read.length, pairs.length, read[0]?.id]).toEqual([tasks, tests, first]);
    expect(pairs.every(({ output }) => output !== undefined)).toBe(true);
    // Every grid of every task fits the canvas of the published models.
    expect(read.flatMap((task) => taskToPuzzles(task, 30))).toHaveLength(tests);
  });

  it("keeps ids that look like numbers in their place", async () => {
    const ids = (await readTasks("golden/arc/arc-agi_evaluation_challenges.json.gz")).map(({ id }) => id);
    expect([ids.indexOf("13713586"), ids.indexOf("15696249"), ids.indexOf("29700607")]).toEqual([27, 33, 70]);
  });

  it("puts the solutions of a solutions file into the tasks", async () => {
    const tasks = await readTasks("golden/dataset/input/arc-agi_evaluation_challenges.json");
    const test = json("golden/dataset/output/test_puzzles.json");
    expect(tasks.map(({ id }) => id).sort()).toEqual(Object.keys(test).sort());
    for (const task of tasks) expect({ train: task.train, test: task.test }).toEqual(test[task.id]);
  });

  it("says what is wrong with a solutions file, and with a directory of files of many tasks", async () => {
    await expect(read("golden/arc/arc-agi_concept_solutions.json.gz")).rejects.toThrow(
      "invalid tasks: a solutions file, or another object of lists (expected an ARC task, an object from ids to ARC tasks, or a token batch, in arc-agi_concept_solutions.json.gz)",
    );
    await expect(read("golden/arc")).rejects.toThrow(
      "unsupported directory of tasks: 'arc-agi_concept_challenges.json.gz' is not a single ARC task (expected one task per file; a file of many tasks is given by itself, in arc)",
    );
  });
});

describeShared("an ARC dataset directory", () => {
  it("gives what upstream's loader gives", async () => {
    const { puzzles, seqLen, vocabSize } = await readTokens("golden/dataset/output");
    expect([puzzles.length, seqLen, vocabSize]).toEqual([32, 900, 12]);
    const inputs = npy("golden/dataset/loader_test_inputs.npy").data;
    const targets = npy("golden/dataset/loader_test_labels.npy").data;
    const ids = npy("golden/dataset/loader_test_puzzle_identifiers.npy").data;
    for (const [row, puzzle] of puzzles.entries()) {
      expect([...puzzle.inputTokens]).toEqual([...inputs.slice(row * 900, (row + 1) * 900)]);
      expect(labels(puzzle)).toEqual([...targets.slice(row * 900, (row + 1) * 900)]);
      expect(puzzle.puzzleIdentifier).toBe(ids[row]);
    }
  });

  it("names puzzles, counts tests and finds target grids", async () => {
    interface Sample {
      example: number;
      name: string;
      original: string;
      test_index: number;
      augmented_output: Grid;
    }
    const { puzzles, identifiers } = await readTokens("golden/dataset/output");
    expect(identifiers).toHaveLength(37);
    for (const sample of json("golden/dataset/inverse_aug_samples.json") as Sample[]) {
      expect(puzzles[sample.example]).toMatchObject({
        task: sample.original,
        augmentation: sample.name.slice(sample.original.length).replace("|||", ""),
        testIndex: sample.test_index,
        targetGrid: sample.augmented_output,
      });
    }
  });

  it("holds the same puzzles as the tasks it was built from", async () => {
    const { puzzles, tasks } = await readTokens("golden/dataset/output");
    expect(tasks.map(({ id }) => id)).toEqual(["00576224", "66e6c45b", "be03b35f", "070dd51e", "e345f17b", "6ea4a07e"]);
    const plain = puzzles.filter(({ augmentation }) => augmentation === "");
    const withoutId = plain.map((puzzle) => ({ ...puzzle, puzzleIdentifier: undefined }));
    expect(withoutId).toEqual(tasks.flatMap((task) => taskToPuzzles(task, 30)));
  });

  it("is not one of its splits", async () => {
    await expect(read("golden/dataset/output/test")).rejects.toThrow(
      "unsupported directory of tasks: it is one split of a dataset (expected the directory above it, in test)",
    );
  });
});

describeShared("the maze dataset directory", () => {
  it("gives 1,000 puzzles with names of their own and every cell labelled", async () => {
    const { puzzles, seqLen, vocabSize, tasks } = await readTokens("golden/maze");
    expect([puzzles.length, seqLen, vocabSize, tasks.length]).toEqual([1000, 900, 6, 0]);
    expect(puzzles[7]).toMatchObject({ task: "maze-0007", testIndex: 0, augmentation: "", puzzleIdentifier: 0 });
    expect(new Set(puzzles.map(({ task }) => task)).size).toBe(1000);
    const rows = (name: string) => Buffer.from(npy(`golden/maze/test/all__${name}.npy`).data);
    expect(Buffer.concat(puzzles.map(({ inputTokens }) => inputTokens)).equals(rows("inputs"))).toBe(true);
    expect(Buffer.concat(puzzles.map((puzzle) => Uint8Array.from(labels(puzzle)))).equals(rows("labels"))).toBe(true);
    expect(puzzles.every(({ targetGrid }) => targetGrid === undefined)).toBe(true);
  });

  it("gives no more than asked for", async () => {
    const set = await readTaskSet(await openLocation(shared("golden/maze")), { maxPuzzles: 3 });
    expect(set.kind === "tokens" && set.puzzles.map(({ task }) => task)).toEqual([
      "maze-0000",
      "maze-0001",
      "maze-0002",
    ]);
  });
});

describeShared("the token batches of the golden models", () => {
  it.each(["trm-att", "trm-mlp", "trm-singlez", "hrm"])("%s", async (model) => {
    const batch = json(`golden/${model}/input.json`);
    const { puzzles, seqLen, vocabSize } = await readTokens(`golden/${model}/input.json`);
    expect([seqLen, vocabSize]).toEqual([batch.inputs[0].length, undefined]);
    expect(puzzles.map(({ inputTokens }) => [...inputTokens])).toEqual(batch.inputs);
    expect(puzzles.map(labels)).toEqual(batch.labels);
    expect(puzzles.map(({ puzzleIdentifier }) => puzzleIdentifier)).toEqual(batch.puzzle_identifiers);
    expect(puzzles.map(({ task, testIndex }) => [task, testIndex])).toEqual([0, 1, 2].map((row) => ["input", row]));
  });
});
