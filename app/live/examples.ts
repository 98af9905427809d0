/**
 * @file Held-out puzzles made up for a model, by the generators that made its training data: sudokus and mazes of its canvas, gym
 * tasks whose rules its puzzle embedding knows.
 */

import type { Puzzle } from "../../src/arc/puzzle.ts";
import { taskToPuzzles } from "../../src/arc/puzzles.ts";
import { parseRuleFamilies } from "../../src/gym/catalogue.ts";
import { defaultLoops, defaultMinPath, makeMaze } from "../../src/gym/maze/maze.ts";
import { mazeTokens } from "../../src/gym/maze/maze-dataset.ts";
import { randomOf } from "../../src/gym/random.ts";
import type { Rule } from "../../src/gym/rule.ts";
import { bandSpec } from "../../src/gym/sudoku/band.ts";
import { sudokuMaker } from "../../src/gym/sudoku/generate.ts";
import { SUDOKU_SIDES } from "../../src/gym/sudoku/shape.ts";
import { sudokuTokens } from "../../src/gym/sudoku/sudoku-dataset.ts";
import { makeTask } from "../../src/gym/task.ts";
import { arcTask } from "../../src/gym/task-json.ts";
import type { DataKind } from "../../src/render/notation/notation.ts";
import type { Identifiers } from "../../src/rollout/identifiers.ts";
import type { LivePuzzle, MadeUp } from "./protocol.ts";

export interface ExampleOptions {
  readonly kind: DataKind;
  readonly side: number;
  /** Names of the rows of the puzzle embedding; none for a model without. */
  readonly names: readonly string[];
  readonly identifiers: Identifiers;
  readonly seed: number;
  readonly count: number;
}

/** The same for the same seed. Empty where no generator makes what the model takes. */
export function examplesFor(options: ExampleOptions): readonly LivePuzzle[] {
  const { kind, side, seed, count } = options;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const sudokuSide = SUDOKU_SIDES.find((candidate) => candidate === side);
  if (kind === "sudoku" && sudokuSide !== undefined) {
    const maker = sudokuMaker({ spec: bandSpec(sudokuSide, "easy"), seed, split: "test" });
    return indexes.map((index) => {
      const { puzzle, solution } = maker.make(index);
      return filling("sudoku", { seed, index }, sudokuTokens(puzzle), sudokuTokens(solution));
    });
  }
  if (kind === "maze") {
    const spec = { side, minPath: defaultMinPath(side), loops: defaultLoops(side) };
    return indexes.map((index) => {
      const { inputs, labels } = mazeTokens(makeMaze({ spec, seed, split: "test" }, index));
      return filling("maze", { seed, index }, inputs, labels);
    });
  }
  return kind === "arc" ? gymTasks(options) : [];
}

/** A puzzle that fills the canvas; such models have one row for all puzzles. */
function filling(task: string, made: MadeUp, inputTokens: Uint8Array, targetTokens: Uint8Array): LivePuzzle {
  const puzzle: Puzzle = {
    task,
    testIndex: made.index,
    augmentation: "",
    puzzleIdentifier: undefined,
    inputTokens,
    targetTokens,
    targetGrid: undefined,
  };
  return { row: { puzzle, puzzleIdentifier: 0, trajectory: 0 }, task: undefined, made };
}

function gymTasks({ side, names, identifiers, seed, count }: ExampleOptions): readonly LivePuzzle[] {
  const known = names.filter((name) => ruleNamed(name) !== undefined);
  const chosen = randomOf(seed, "live").shuffled(known).slice(0, count);
  const puzzles = chosen.flatMap((name): readonly LivePuzzle[] => {
    const rule = ruleNamed(name);
    if (rule === undefined) return [];
    // As large as there are: the shipped model was trained on no others, and one that was knows these too.
    const task = arcTask(makeTask(rule, { seed, testPairs: 1, minSide: side }));
    return taskToPuzzles(task, side).map((puzzle) => ({
      row: { puzzle, puzzleIdentifier: identifiers.of(puzzle), trajectory: 0 },
      task,
    }));
  });
  return puzzles.map((puzzle, index) => ({ ...puzzle, made: { seed, index } }));
}

/** `gravity+mirror-14` is a rule of the family `gravity+mirror`; other names are not the gym's. */
function ruleNamed(id: string): Rule | undefined {
  const [, family = ""] = /^([a-z+-]+)-\d+$/.exec(id) ?? [];
  if (family === "") return undefined;
  try {
    return parseRuleFamilies(family)
      .flatMap(({ rules }) => rules)
      .find((rule) => rule.id === id);
  } catch {
    return undefined;
  }
}
