/** @file Tests of puzzles made from tasks. */

import { describe, expect, it } from "vitest";
import type { Augmentation } from "./augment.ts";
import { type Task, UNLABELLED as U } from "./puzzle.ts";
import { taskToPuzzles } from "./puzzles.ts";

const task: Task = {
  id: "t",
  train: [],
  test: [{ input: [[1, 2]], output: [[3]] }, { input: [[4]] }],
};
const turn: Augmentation = { transform: 1, colours: [0, 2, 3, 4, 1, 5, 6, 7, 8, 9] };

describe("taskToPuzzles", () => {
  it("gives a puzzle per test input, and again per augmentation with the target augmented alike", () => {
    const puzzles = taskToPuzzles(task, 2, [turn]);
    expect(puzzles.map(({ task, testIndex, augmentation }) => [task, testIndex, augmentation])).toEqual([
      ["t", 0, ""],
      ["t", 1, ""],
      ["t", 0, "t1|||0234156789"],
      ["t", 1, "t1|||0234156789"],
    ]);
    expect(puzzles.map(({ inputTokens }) => [...inputTokens])).toEqual([
      [3, 4, 1, 1],
      [6, 1, 1, 0],
      [5, 1, 4, 1],
      [3, 1, 1, 0],
    ]);
    expect(puzzles.map(({ targetTokens }) => targetTokens && [...targetTokens])).toEqual([
      [5, 1, 1, U],
      undefined,
      [6, 1, 1, U],
      undefined,
    ]);
    expect(puzzles.map(({ targetGrid }) => targetGrid)).toEqual([[[3]], undefined, [[4]], undefined]);
    expect(puzzles.every(({ puzzleIdentifier }) => puzzleIdentifier === undefined)).toBe(true);
  });

  it("names the grid that does not fit", () => {
    expect(() => taskToPuzzles(task, 1)).toThrow(
      "invalid grid: 1×2 does not fit (expected at most 1×1, the canvas of the model, in t, test pair 1, input)",
    );
  });
});
