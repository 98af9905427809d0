import { describe, expect, it } from "vitest";
import { digitsOf, drawingRemark, drawnPuzzle, gridText, largestDigit, painted, resized, tokensOf } from "./drawing.ts";
import { examplesFor } from "./examples.ts";

const ARC = { kind: "arc", side: 5, vocabulary: 12 } as const;
const SUDOKU = { kind: "sudoku", side: 4, vocabulary: 6 } as const;
const grid = [
  [0, 3],
  [9, 1],
];

describe("a drawing", () => {
  it("becomes tokens of either kind, and comes back", () => {
    expect(digitsOf(tokensOf(grid, ARC), ARC)).toEqual(grid);
    const board = resized([[1, 2]], 4, 4);
    expect([...tokensOf(board, SUDOKU).subarray(0, 5)]).toEqual([2, 3, 1, 1, 1]);
    expect(digitsOf(tokensOf(board, SUDOKU), SUDOKU)).toEqual(board);
  });

  it("takes the digits that the model has tokens for", () => {
    expect(largestDigit(ARC)).toBe(9);
    expect(largestDigit(SUDOKU)).toBe(4);
  });

  it("is painted by cells of the canvas, and left alone beside the grid", () => {
    expect(painted(grid, 5, 7, 5)).toEqual([
      [0, 3],
      [7, 1],
    ]);
    expect(painted(grid, 2, 7, 5)).toBe(grid);
    expect(gridText(grid)).toBe("03/91");
  });

  it("finds the target of a sudoku with one solution, and none for another", () => {
    const [example] = examplesFor({
      ...SUDOKU,
      names: [],
      identifiers: { of: () => 0, augmentationsOf: () => [] },
      seed: 3,
      count: 1,
    });
    if (example === undefined) throw new Error("no example");
    const digits = digitsOf(example.row.puzzle.inputTokens, SUDOKU);
    expect(drawnPuzzle(example, digits, SUDOKU).row.puzzle.targetTokens).toEqual(example.row.puzzle.targetTokens);
    expect(drawnPuzzle(example, resized([], 4, 4), SUDOKU).row.puzzle.targetTokens).toBeUndefined();
    expect(drawnPuzzle(example, resized([[1, 1]], 4, 4), SUDOKU).row.puzzle.targetTokens).toBeUndefined();
  });

  it("that contradicts itself as a sudoku says so", () => {
    expect(drawingRemark(resized([[1, 0, 0, 1]], 4, 4), SUDOKU)).toMatch(/^a digit stands twice/);
    expect(drawingRemark(resized([[1, 2, 3, 4]], 4, 4), SUDOKU)).toBe("");
    expect(drawingRemark(resized([[1, 1]], 5, 5), ARC)).toBe("");
  });
});
