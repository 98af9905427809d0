/**
 * @file Sudokus to order: one solution, so many givens, so hard.
 */

import { FixpointError } from "../../errors.ts";
import { type Split, splitOf } from "../held-out.ts";
import { type Random, randomOf } from "../random.ts";
import { isWithin, type SudokuSpec } from "./band.ts";
import { createDigger } from "./dig.ts";
import { countOpenings, type Grade, gradeSudoku } from "./grade.ts";
import { type Board, type SudokuShape, sudokuShape } from "./shape.ts";
import { createSolver, type Solver } from "./solver.ts";
import { symmetryClass } from "./symmetry.ts";

export interface Sudoku {
  readonly puzzle: Board;
  readonly solution: Board;
  readonly grade: Grade;
}

export interface SudokuStream {
  readonly spec: SudokuSpec;
  readonly seed: number;
  /** Symmetric copies are all on the same side: see `symmetryClass`. */
  readonly split: Split;
}

/** Puzzles tried from one solution, and solutions tried for one puzzle. */
const MOVES = 400;
const SOLUTIONS = 2000;
/** Digits put back before others are taken out. */
const PUT_BACK = 3;

export interface SudokuMaker {
  /** Puzzle `index` of the stream, from 0, without those before it. Throws a `FixpointError` where nothing like it is found. */
  make(index: number): Sudoku;
}

export function sudokuMaker({ spec, seed, split }: SudokuStream): SudokuMaker {
  const shape = sudokuShape(spec.side);
  const solver = createSolver(shape);
  const name = JSON.stringify(spec);
  const isWanted = (puzzle: Board): boolean => splitOf(String(symmetryClass(puzzle, shape))) === split;
  return {
    make(index) {
      const random = randomOf(seed, "sudoku", name, split, index);
      for (let tries = 0; tries < SOLUTIONS; tries++) {
        const solution = randomSolution(random, shape, solver);
        const puzzle = spec.closed
          ? closedPuzzle(random, solution, { shape, solver, spec, isWanted })
          : openPuzzle(random, solution, { shape, solver, spec, isWanted });
        if (puzzle !== undefined) return { puzzle, solution, grade: gradeSudoku(puzzle, shape, solver) };
      }
      throw new FixpointError(`no sudoku found with ${describe(spec)} (${SOLUTIONS} solutions tried)`);
    },
  };
}

/** Like upstream's digits, rows from the top: any solution can come up, not all equally often. */
function randomSolution(random: Random, { side }: SudokuShape, solver: Solver): Board {
  const { solution } = solver.search(new Uint8Array(side * side), 1, (digits) => random.shuffled(digits));
  if (solution === undefined) throw new Error(`no ${side}×${side} sudoku`);
  return solution;
}

interface Workshop {
  readonly shape: SudokuShape;
  readonly solver: Solver;
  readonly spec: SudokuSpec;
  readonly isWanted: (puzzle: Board) => boolean;
}

/** Takes digits out in a random order until as many are left as wanted. */
function openPuzzle(
  random: Random,
  solution: Board,
  { shape, solver, spec: { givens, guesses }, isWanted }: Workshop,
): Board | undefined {
  const puzzle = Uint8Array.from(solution);
  const target = random.between(Math.max(givens.least, 0), Math.min(givens.most, solution.length));
  createDigger(solution, solver).takeOut(puzzle, random.shuffled(cellsOf(puzzle)), target);
  const grade = gradeSudoku(puzzle, shape, solver);
  return isWithin(grade.givens, givens) && isWithin(grade.guesses, guesses) && isWanted(puzzle) ? puzzle : undefined;
}

/**
 * A puzzle that no single opens. One minimal puzzle in five hundred is like that, so they are sought from a random one: put some
 * digits back, take out others, and keep what has no more singles than before.
 */
function closedPuzzle(
  random: Random,
  solution: Board,
  { shape, solver, spec: { givens, guesses }, isWanted }: Workshop,
): Board | undefined {
  const digger = createDigger(solution, solver);
  let best = Uint8Array.from(solution);
  digger.takeOut(best, random.shuffled(cellsOf(best)), 0);
  let openings = countOpenings(best, shape);
  for (let move = 0; move < MOVES; move++) {
    if (openings === 0) {
      const grade = gradeSudoku(best, shape, solver);
      if (isWithin(grade.givens, givens) && isWithin(grade.guesses, guesses) && isWanted(best)) return best;
    }
    const next = Uint8Array.from(best);
    const back = random.shuffled(cellsOf(next).filter((cell) => next[cell] === 0)).slice(0, PUT_BACK);
    const there = cellsOf(next).filter((cell) => next[cell] !== 0);
    for (const cell of back) next[cell] = solution[cell] ?? 0;
    digger.takeOut(next, [...random.shuffled(there), ...back], 0);
    const count = countOpenings(next, shape);
    if (count <= openings) [best, openings] = [next, count];
  }
  return undefined;
}

function cellsOf(board: Board): number[] {
  return Array.from(board, (_, cell) => cell);
}

function describe({ side, givens, guesses, closed }: SudokuSpec): string {
  const range = (what: string, least: number, most: number) =>
    `${least}${most === Number.POSITIVE_INFINITY ? " or more" : ` to ${most}`} ${what}`;
  return [
    `side ${side}`,
    range("givens", givens.least, givens.most),
    range("guesses", guesses.least, guesses.most),
    ...(closed ? ["no single at the start"] : []),
  ].join(", ");
}
