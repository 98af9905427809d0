import { describe, expect, it } from "vitest";
import { SMALL, smallModel } from "../../test/small-model.ts";
import { formatAugmentation, parseAugmentation } from "../arc/augment.ts";
import type { Grid, Puzzle, Task } from "../arc/puzzle.ts";
import { FixpointError } from "../errors.ts";
import type { ArcTaskSet, TokenSet } from "../formats/tasks/task-set.ts";
import { namedIdentifiers, ownIdentifiers, sameIdentifier } from "./identifiers.ts";
import { type RowOptions, rolloutRows } from "./rows.ts";

const grid = (...rows: number[][]): Grid => rows;

/** Rich enough to have many augmentations. */
function task(id: string, tests: number): Task {
  const pair = { input: grid([1, 2, 3], [4, 5, 6]), output: grid([7, 8], [9, 1]) };
  const test = Array.from({ length: tests }, (_, index) => ({ ...pair, input: grid([index, 2], [3, 4]) }));
  return { id, train: [pair], test };
}

const TASKS: ArcTaskSet = {
  kind: "tasks",
  tasks: [task("aa", 1), task("bb", 2), task("cc", 1)],
  identifiers: undefined,
};

const OPTIONS: RowOptions = {
  identifiers: ownIdentifiers(),
  augment: 0,
  limit: Number.POSITIVE_INFINITY,
  seed: 0,
};

function tokens(changes: Partial<Puzzle> = {}, count = 3): TokenSet {
  const puzzles = Array.from({ length: count }, (_, testIndex) => ({
    task: "batch",
    testIndex,
    augmentation: "",
    puzzleIdentifier: testIndex,
    inputTokens: new Uint8Array(9).fill(testIndex),
    targetTokens: undefined,
    targetGrid: undefined,
    ...changes,
  }));
  return { kind: "tokens", puzzles, seqLen: 9, vocabSize: undefined, tasks: [], identifiers: undefined };
}

const named = (puzzle: Puzzle): string => `${puzzle.task}#${puzzle.testIndex}${puzzle.augmentation && " augmented"}`;

describe("the rows of ARC tasks", async () => {
  const model = await smallModel();
  const rowsOf = (options: Partial<RowOptions> = {}, set = TASKS) =>
    rolloutRows(set, model, { ...OPTIONS, ...options });

  it("are one per test input, on the model's canvas, in the order of the tasks", () => {
    const { rows, tasks, notes } = rowsOf();
    expect(rows.map(({ puzzle }) => named(puzzle))).toEqual(["aa#0", "bb#0", "bb#1", "cc#0"]);
    // Colour c is token c + 2; an EOS row and column follow the 2×2 grid.
    expect([...(rows[2]?.puzzle.inputTokens ?? [])]).toEqual([3, 4, 1, 5, 6, 1, 1, 1, 0]);
    expect(rows.map(({ puzzleIdentifier, trajectory }) => [puzzleIdentifier, trajectory])).toEqual(
      rows.map(() => [0, 0]),
    );
    expect(tasks.map(({ id }) => id)).toEqual(["aa", "bb", "cc"]);
    expect(notes).toEqual([]);
  });

  it.each([
    [0, [], []],
    [1, ["aa#0"], ["aa"]],
    [2, ["aa#0", "bb#0"], ["aa", "bb"]],
    [3, ["aa#0", "bb#0", "bb#1"], ["aa", "bb"]],
    [99, ["aa#0", "bb#0", "bb#1", "cc#0"], ["aa", "bb", "cc"]],
  ])("stop after the first %i test inputs", (limit, expected, tasks) => {
    const limited = rowsOf({ limit });
    expect(limited.rows.map(({ puzzle }) => named(puzzle))).toEqual(expected);
    expect(limited.tasks.map(({ id }) => id)).toEqual(tasks);
  });

  it("have augmentations beside each task, which a limit does not count", () => {
    const { rows } = rowsOf({ augment: 2, limit: 2 });
    expect(rows.map(({ puzzle }) => named(puzzle))).toEqual([
      "aa#0",
      "aa#0 augmented",
      "aa#0 augmented",
      "bb#0",
      "bb#0 augmented",
      "bb#0 augmented",
    ]);
    const suffixes = rows.map(({ puzzle }) => puzzle.augmentation);
    expect(new Set(suffixes.slice(0, 3)).size).toBe(3);
    for (const suffix of suffixes.filter((text) => text !== "")) expect(parseAugmentation(suffix)).toBeDefined();
  });

  it("have the same augmentations for the same seed, others for another, and more at the end for more", () => {
    const suffixes = (augment: number, seed: number): string[] =>
      rowsOf({ augment, seed, limit: 1 }).rows.map(({ puzzle }) => puzzle.augmentation);
    expect(suffixes(3, 5)).toEqual(suffixes(3, 5));
    expect(suffixes(3, 5)).not.toEqual(suffixes(3, 6));
    expect(suffixes(5, 5).slice(0, 4)).toEqual(suffixes(3, 5));
  });

  it("have the augmentations that an identifiers file names, with the rows it gives them", () => {
    const names = ["<blank>", "aa", "aa|||t3|||0213456789", "aa|||t1|||0132456789"];
    const identifiers = namedIdentifiers(names, "identifiers.json");
    const { rows, notes } = rowsOf({ identifiers, augment: 5, limit: 1 });
    const found = Object.fromEntries(
      rows.map(({ puzzle, puzzleIdentifier }) => [puzzle.augmentation, puzzleIdentifier]),
    );
    expect(found).toEqual({ "": 1, "t3|||0213456789": 2, "t1|||0132456789": 3 });
    expect(notes).toEqual(["aa has only 2 augmentations, of 5 asked for"]);
    expect(rowsOf({ identifiers, augment: 1, limit: 1 }).rows).toHaveLength(2);
  });

  it("pick some of many named augmentations by the seed, more of them adding to the end", () => {
    const augmentations = Array.from({ length: 8 }, (_, index) => `t${index}|||0123456789`);
    const identifiers = namedIdentifiers(
      ["aa", ...augmentations.map((suffix) => `aa|||${suffix}`)],
      "identifiers.json",
    );
    const large = { ...model, config: { ...model.config, puzzleIdentifiers: 9 } };
    const picked = (augment: number, seed: number): string[] =>
      rolloutRows(TASKS, large, { ...OPTIONS, identifiers, augment, seed, limit: 1 })
        .rows.map(({ puzzle }) => puzzle.augmentation)
        .slice(1);
    expect(picked(8, 1).toSorted()).toEqual(augmentations);
    expect(picked(8, 1).slice(0, 3)).toEqual(picked(3, 1));
    expect(new Set([1, 2, 3, 4].map((seed) => picked(8, seed).join())).size).toBeGreaterThan(1);
  });

  it("draw augmentations for a task that the file names without any, which share its row", () => {
    const identifiers = namedIdentifiers(["<blank>", "aa"], "identifiers.json");
    const { rows } = rowsOf({ identifiers, augment: 2, limit: 1 });
    expect(rows.map(({ puzzleIdentifier }) => puzzleIdentifier)).toEqual([1, 1, 1]);
  });

  it("say so where a task has fewer augmentations than were asked for", () => {
    const black = grid([0]);
    const plain: Task = { id: "dot", train: [{ input: black, output: black }], test: [{ input: black }] };
    const { rows, notes } = rowsOf({ augment: 4 }, { ...TASKS, tasks: [plain] });
    expect(rows).toHaveLength(1);
    expect(notes).toEqual(["dot has only 0 augmentations, of 4 asked for"]);
  });

  it("augment input and target alike", () => {
    const { rows } = rowsOf({ augment: 6, limit: 1 });
    const names = rows.map(({ puzzle }) => puzzle.augmentation).filter((text) => text !== "");
    expect(names.map((text) => parseAugmentation(text)).map((a) => a && formatAugmentation(a))).toEqual(names);
    for (const { puzzle } of rows) {
      const colours = (parseAugmentation(puzzle.augmentation) ?? { colours: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }).colours;
      const expected = [0, 2, 3, 4].map((colour) => (colours[colour] as number) + 2);
      const input = [...puzzle.inputTokens].filter((token) => token > 1);
      expect(input.toSorted()).toEqual(expected.toSorted());
      const target = puzzle.targetGrid?.flat().toSorted();
      expect(target).toEqual([7, 8, 9, 1].map((colour) => colours[colour] as number).toSorted());
    }
  });
});

describe("the rows of tokens", async () => {
  const model = await smallModel();
  const rowsOf = (set: TokenSet, options: Partial<RowOptions> = {}) =>
    rolloutRows(set, model, { ...OPTIONS, ...options });

  it("are the rows as they are, with the identifiers they bring, up to the limit", () => {
    const { rows } = rowsOf(tokens(), { limit: 2 });
    expect(rows.map(({ puzzle, puzzleIdentifier }) => [named(puzzle), puzzleIdentifier])).toEqual([
      ["batch#0", 0],
      ["batch#1", 1],
    ]);
  });

  it("may have cells without a label", () => {
    const targetTokens = new Uint8Array(9).fill(255).fill(11, 0, 3);
    expect(rowsOf(tokens({ targetTokens })).rows).toHaveLength(3);
  });
});

describe("rows are refused", async () => {
  const model = await smallModel();
  function errorOf(
    set: ArcTaskSet | TokenSet,
    options: Partial<RowOptions> = {},
    of = model,
  ): readonly [string, number] {
    try {
      rolloutRows(set, of, { ...OPTIONS, ...options });
    } catch (error) {
      if (!(error instanceof FixpointError)) throw error;
      return [error.message, error.exitCode];
    }
    return ["no error", 0];
  }

  it("for an identifier out of range, by the puzzle's name", () => {
    expect(errorOf(TASKS, { identifiers: sameIdentifier(4) })).toEqual([
      "invalid puzzle id: 4 (expected 0 to 3, in aa#0)",
      1,
    ]);
    expect(errorOf(tokens({ puzzleIdentifier: 9 }))).toEqual(["invalid puzzle id: 9 (expected 0 to 3, in batch#0)", 1]);
  });

  it("for a task that an identifiers file does not name", () => {
    const identifiers = namedIdentifiers(["<blank>", "aa"], "identifiers.json");
    expect(errorOf(TASKS, { identifiers })[0]).toBe(
      "invalid puzzle id: no row for bb (expected a name of the file, in identifiers.json)",
    );
  });

  it("for a grid that does not fit the canvas", () => {
    const large = { id: "wide", train: [], test: [{ input: grid([1, 2, 3, 4]) }] };
    expect(errorOf({ ...TASKS, tasks: [large] })[0]).toContain("in wide, test pair 1, input");
  });

  it("for ARC tasks on a model of another vocabulary", async () => {
    const sudoku = await smallModel({ ...SMALL, vocabSize: 11 });
    expect(errorOf(TASKS, {}, sudoku)).toEqual([
      "invalid tasks: ARC grids need a vocabulary of 12 tokens (expected tokens 0 to 10, as the checkpoint has)",
      1,
    ]);
  });

  it("for tokens of another canvas, or that the model does not have", () => {
    expect(errorOf({ ...tokens(), seqLen: 16 })[0]).toBe(
      "invalid tasks: rows of 16 tokens (expected 9, the canvas of the checkpoint)",
    );
    expect(errorOf(tokens({ inputTokens: new Uint8Array(9).fill(12, 3) }))[0]).toBe(
      "invalid token: 12 (expected 0 to 11, in batch#0)",
    );
    expect(errorOf(tokens({ targetTokens: new Uint8Array(9).fill(200, 3) }))[0]).toBe(
      "invalid token: 200 (expected 0 to 11, in batch#0)",
    );
  });

  it("for augmentations of what is no ARC task", () => {
    expect(errorOf(tokens(), { augment: 1 })).toEqual([
      "invalid augment: 1 (expected 0: only ARC tasks can be augmented)",
      2,
    ]);
  });
});
