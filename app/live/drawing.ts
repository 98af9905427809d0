/**
 * @file Grids drawn by hand: rows of digits, as an `answer` intervention writes them too. In ARC a digit is a colour; in what fills the
 * canvas it is the token less one, so that 0 is a sudoku's blank.
 */

import { cropTokens } from "../../src/arc/crop.ts";
import type { Grid } from "../../src/arc/puzzle.ts";
import { gridToTokens } from "../../src/arc/tokens.ts";
import { SUDOKU_SIDES, sudokuShape } from "../../src/gym/sudoku/shape.ts";
import { createSolver } from "../../src/gym/sudoku/solver.ts";
import { sudokuTokens } from "../../src/gym/sudoku/sudoku-dataset.ts";
import type { LiveModel, LivePuzzle } from "./protocol.ts";

type Canvas = Pick<LiveModel, "kind" | "side" | "vocabulary">;

/** The largest digit that a cell may hold. */
export const largestDigit = ({ kind, vocabulary }: Canvas): number =>
  kind === "arc" ? 9 : Math.max(0, Math.min(9, vocabulary - 2));

export function digitsOf(tokens: Uint8Array, { kind, side }: Canvas): Grid {
  if (kind === "arc") return cropTokens(tokens, side);
  return Array.from({ length: side }, (_, row) =>
    Array.from(tokens.subarray(row * side, (row + 1) * side), (token) => Math.max(0, token - 1)),
  );
}

/** Throws a `FixpointError` for a grid that does not fit the canvas. */
export function tokensOf(grid: Grid, { kind, side }: Canvas): Uint8Array {
  if (kind === "arc") return gridToTokens(grid, side, "the drawing");
  return Uint8Array.from(grid.flat(), (digit) => digit + 1);
}

/** The grid with `digit` in one cell of the canvas; as it is where the cell lies outside. */
export function painted(grid: Grid, cell: number, digit: number, side: number): Grid {
  const [at, column] = [Math.floor(cell / side), cell % side];
  if (grid[at]?.[column] === undefined || grid[at][column] === digit) return grid;
  return grid.map((row, index) => (index === at ? row.with(column, digit) : row));
}

/** Cut or filled up with 0 to so many rows and columns. */
export function resized(grid: Grid, rows: number, columns: number): Grid {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => grid[row]?.[column] ?? 0),
  );
}

/** `012/345` */
export const gridText = (grid: Grid): string => grid.map((row) => row.join("")).join("/");

/** The puzzle with another input. Its old target is none any more; that of a sudoku with one solution is found. */
export function drawnPuzzle({ row, task }: LivePuzzle, grid: Grid, canvas: Canvas): LivePuzzle {
  const puzzle = {
    ...row.puzzle,
    task: row.puzzle.task.replace(/( drawn)?$/, " drawn"),
    inputTokens: tokensOf(grid, canvas),
    targetTokens: canvas.kind === "sudoku" ? sudokuTarget(grid, canvas.side) : undefined,
    targetGrid: undefined,
  };
  return { row: { ...row, puzzle }, task };
}

/** What a person should know of a drawing before a model gets it; empty where there is nothing. */
export function drawingRemark(grid: Grid, { kind, side }: Canvas): string {
  const sudokuSide = kind === "sudoku" ? SUDOKU_SIDES.find((candidate) => candidate === side) : undefined;
  return sudokuSide === undefined || isConsistent(grid, sudokuSide)
    ? ""
    : "a digit stands twice in a row, column or box: no answer can be right";
}

function sudokuTarget(grid: Grid, side: number): Uint8Array | undefined {
  const sudokuSide = SUDOKU_SIDES.find((candidate) => candidate === side);
  if (sudokuSide === undefined || !isConsistent(grid, sudokuSide)) return undefined;
  const { solutions, solution } = createSolver(sudokuShape(sudokuSide)).search(Uint8Array.from(grid.flat()), 2);
  return solutions === 1 && solution !== undefined ? sudokuTokens(solution) : undefined;
}

/** The solver takes boards in which no digit stands twice in a row, column or box. */
function isConsistent(grid: Grid, side: (typeof SUDOKU_SIDES)[number]): boolean {
  const cells = grid.flat();
  return sudokuShape(side).units.every((unit) => {
    const digits = unit.map((cell) => cells[cell] ?? 0).filter((digit) => digit !== 0);
    return new Set(digits).size === digits.length;
  });
}
