/**
 * @file Sudokus and mazes as one ARC task each: blank is black and digit d is colour d; walls are grey, start, goal and way green,
 * red and blue.
 */

import type { Grid } from "../arc/puzzle.ts";
import { BLACK, GREY } from "./grid/canvas.ts";
import type { Maze } from "./maze/maze.ts";
import type { Sudoku } from "./sudoku/generate.ts";

interface PuzzlePair {
  readonly input: Grid;
  readonly output: Grid;
}

export interface PuzzleTask {
  readonly train: readonly PuzzlePair[];
  readonly test: readonly PuzzlePair[];
}

const [PATH, GOAL, START] = [1, 2, 3];

export function sudokuTask(train: readonly Sudoku[], test: readonly Sudoku[], side: number): PuzzleTask {
  const pair = ({ puzzle, solution }: Sudoku) => ({ input: rows(puzzle, side), output: rows(solution, side) });
  return { train: train.map(pair), test: test.map(pair) };
}

export function mazeTask(train: readonly Maze[], test: readonly Maze[], side: number): PuzzleTask {
  return { train: train.map((maze) => mazePair(maze, side)), test: test.map((maze) => mazePair(maze, side)) };
}

function mazePair({ open, start, goal, path }: Maze, side: number): PuzzlePair {
  const input = Array.from<number, number>(open, (walkable) => (walkable === 1 ? BLACK : GREY))
    .with(start, START)
    .with(goal, GOAL);
  const output = input.map((colour, cell) => (colour === BLACK && path.includes(cell) ? PATH : colour));
  return { input: rows(input, side), output: rows(output, side) };
}

function rows(cells: ArrayLike<number>, side: number): Grid {
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => cells[row * side + column] ?? BLACK),
  );
}
