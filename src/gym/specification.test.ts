import { describe, expect, it } from "vitest";
import { produceAll } from "./produce.ts";
import { parseSpecification, specificationJson } from "./specification.ts";

const parse = (value: unknown) => parseSpecification(value, "recipe.yaml, data");

describe("parseSpecification", () => {
  it("fills in what the command line would", () => {
    expect(parse({ generator: "gym" })).toEqual({
      generator: "gym",
      seed: 0,
      concepts: "all",
      count: 91,
      pairs: 100,
      testPairs: 10,
      minSide: 1,
      augment: 0,
      side: 10,
    });
    expect(parse({ generator: "sudoku", side: 6, bands: ["easy", "hard"], givens: [10, 12], min_guesses: 1 })).toEqual({
      generator: "sudoku",
      seed: 0,
      side: 6,
      count: 1000,
      test: 1000,
      bands: ["easy", "hard"],
      givens: { least: 10, most: 12 },
      minGuesses: 1,
      augment: 0,
    });
    expect(parse({ generator: "maze", side: 12, loops: 3 })).toMatchObject({ side: 12, minPath: 18, loops: 3 });
  });

  it.each([
    [{ generator: "gym", concepts: "mirror", pairs: 7, augment: 2 }],
    [{ generator: "sudoku", bands: "medium", givens: 28, seed: 3 }],
    [{ generator: "maze", side: 7, min_path: 9 }],
  ])("reads back what it writes: %j", (value) => {
    const specification = parse(value);
    const json: unknown = JSON.parse(JSON.stringify(specificationJson(specification)));
    expect(parse(json)).toEqual(specification);
  });

  it.each([
    ["a path", "invalid data: a string (expected an object with generator, in recipe.yaml, data)"],
    [{}, "invalid generator: none (expected gym, sudoku or maze, in recipe.yaml, data)"],
    [{ generator: "chess" }, "invalid generator: chess (expected gym, sudoku or maze, in recipe.yaml, data)"],
    [{ generator: "gym", pair: 3 }, "invalid data: unknown key pair (in recipe.yaml, data)"],
    [
      { generator: "gym", pairs: 0.5 },
      "invalid pairs: 0.5 (expected a whole number from 1 to 10000000, in recipe.yaml, data)",
    ],
    [{ generator: "gym", side: 31 }, "invalid side: 31 (expected a whole number from 10 to 30, in recipe.yaml, data)"],
    [{ generator: "gym", concepts: 5 }, "invalid concepts: 5 (expected text, in recipe.yaml, data)"],
    [{ generator: "sudoku", side: 5 }, "invalid side: 5 (expected 4, 6, 9, in recipe.yaml, data)"],
    [
      { generator: "sudoku", bands: ["mean"] },
      "invalid bands: mean (expected easy, medium, hard, in recipe.yaml, data)",
    ],
    [
      { generator: "sudoku", givens: [9, 5] },
      "invalid givens: a list (expected the least and the most, in recipe.yaml, data)",
    ],
  ])("refuses %j", (value, message) => {
    expect(() => parse(value)).toThrow(message);
  });
});

describe("what is produced", () => {
  it("of gym tasks: a puzzle for each task and augmentation, training pairs and held-out ones apart", () => {
    const product = produceAll(
      parse({ generator: "gym", concepts: "gravity,mirror", count: 4, pairs: 9, test_pairs: 2, augment: 1, side: 12 }),
    );
    expect(product.summary).toBe("4 tasks, 36 training pairs, 8 held out");
    const { identifiers, seqLen, vocabSize, train, test } = product.dataset();
    expect([seqLen, vocabSize, identifiers.length]).toEqual([144, 12, 9]);
    // In training every pair is a group, as it is and augmented; in the test a task with its augmentation is.
    expect([...train.groupIndices]).toEqual(Array.from({ length: 37 }, (_, group) => 2 * group));
    expect([...train.puzzleIndices]).toEqual(Array.from({ length: 73 }, (_, puzzle) => puzzle));
    expect([...train.puzzleIdentifiers]).toEqual(
      Array.from({ length: 72 }, (_, puzzle) => 1 + (puzzle % 2) + 2 * Math.trunc(puzzle / 18)),
    );
    expect([...test.groupIndices]).toEqual([0, 2, 4, 6, 8]);
    expect([...test.puzzleIndices]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16]);
    expect([...test.puzzleIdentifiers]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(train.inputs.length).toBe(72 * 144);
    expect(Object.keys(product.arcTasks())).toEqual(identifiers.filter((name) => /^[a-z]+-\d+$/.test(name)));
  });

  it("of sudokus: tokens from 1 on, copies in the group of their puzzle, the bands by turns", () => {
    const product = produceAll(
      parse({ generator: "sudoku", side: 6, bands: ["easy", "medium"], count: 6, test: 4, augment: 2 }),
    );
    const { seqLen, vocabSize, train, test } = product.dataset();
    expect([seqLen, vocabSize]).toEqual([36, 8]);
    expect([...train.groupIndices]).toEqual([0, 3, 6, 9, 12, 15, 18]);
    expect([...test.groupIndices]).toEqual([0, 1, 2, 3, 4]);
    expect([...new Set(train.inputs)].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...new Set(train.labels)].sort()).toEqual([2, 3, 4, 5, 6, 7]);
    expect(train.inputs.every((token, cell) => token === 1 || token === train.labels[cell])).toBe(true);
    const grades: unknown = product.beside()["grades.json"];
    const givens = JSON.stringify(grades)
      .match(/"givens":\d+/g)
      ?.map((text) => Number(text.slice(9)) > 14);
    expect(givens).toEqual([true, false, true, false, true, false, true, false, true, false]);
    expect(product.arcTasks()).toMatchObject({ sudoku: { test: [{}, {}, {}, {}] } });
  });

  it("of mazes: a group each, and walls in grey for ARC", () => {
    const product = produceAll(parse({ generator: "maze", side: 6, count: 3, test: 2 }));
    const { seqLen, vocabSize, identifiers, train } = product.dataset();
    expect([seqLen, vocabSize, identifiers]).toEqual([36, 6, ["<blank>"]]);
    expect([...train.groupIndices]).toEqual([0, 1, 2, 3]);
    const task = JSON.stringify(product.arcTasks()["maze"]);
    expect(new Set(task.match(/\d/g))).toEqual(new Set(["0", "1", "2", "3", "5"]));
  });

  it("of sudokus says where there are no more", () => {
    // One blank: 288 boards with 16 places for it. The last few do not come up before patience ends.
    const { notes } = produceAll(parse({ generator: "sudoku", side: 4, givens: 15, count: 4000, test: 4000 }));
    const [, train, test] =
      /^there are no more such puzzles than (\d+) to train on and (\d+) held out$/.exec(notes[0] ?? "") ?? [];
    expect(Number(train) + Number(test)).toBeLessThanOrEqual(288 * 16);
    expect(Number(train) + Number(test)).toBeGreaterThan(0.98 * 288 * 16);
  });

  it("refuses what cannot be before it begins", () => {
    expect(() => produceAll(parse({ generator: "maze", side: 6, min_path: 13 }))).toThrow(
      "invalid min-path: 13 (expected at most 12, a third of the cells)",
    );
    expect(() => produceAll(parse({ generator: "gym", concepts: "rotate", count: 4 }))).toThrow("at most 3");
    expect(() => produceAll(parse({ generator: "sudoku", side: 4, givens: 17 }))).toThrow("at most 16");
  });
});
