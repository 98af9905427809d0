/**
 * @file How hard a sudoku is: what it takes, and how much has to be tried.
 */

import type { Board, SudokuShape } from "./shape.ts";
import type { Solver } from "./solver.ts";

/** What solves a puzzle, the simplest first. */
export type Technique = "naked singles" | "hidden singles" | "guesses";

export interface Grade {
  readonly givens: number;
  /** Naked and hidden singles that can be filled in at the start. */
  readonly openings: number;
  /** The simplest that is enough together with those before it. */
  readonly needs: Technique;
  /**
   * Values tried by a search that proves the solution the only one, fills in singles of both kinds first, and guesses in a
   * cell with the fewest candidates.
   */
  readonly guesses: number;
}

export function gradeSudoku(board: Board, shape: SudokuShape, solver: Solver): Grade {
  const { guesses } = solver.search(board, 2);
  return {
    givens: board.filter((digit) => digit !== 0).length,
    openings: countOpenings(board, shape),
    needs: guesses > 0 ? "guesses" : isSolvedByNakedSingles(board, shape) ? "naked singles" : "hidden singles",
    guesses,
  };
}

/** Cells with one candidate, and digits with one place in a unit, each counted for itself. */
export function countOpenings(board: Board, shape: SudokuShape): number {
  const left = candidatesOf(board, shape);
  const naked = left.filter(isSingle).length;
  const hidden = shape.units.map((unit) => {
    let [once, twice] = [0, 0];
    for (const cell of unit) {
      const digits = left[cell] ?? 0;
      twice |= once & digits;
      once |= digits;
    }
    return bitCount(once & ~twice);
  });
  return hidden.reduce((sum, count) => sum + count, naked);
}

function isSolvedByNakedSingles(board: Board, shape: SudokuShape): boolean {
  const filled = Uint8Array.from(board);
  for (;;) {
    const left = candidatesOf(filled, shape);
    const cell = left.findIndex(isSingle);
    if (cell < 0) return filled.every((digit) => digit !== 0);
    filled[cell] = 32 - Math.clz32(left[cell] ?? 0);
  }
}

/** Bits of what a blank cell may hold, by the rules alone; 0 where a digit stands. */
function candidatesOf(board: Board, { units, allDigits }: SudokuShape): Uint16Array {
  const left = Uint16Array.from(board, (digit) => (digit === 0 ? allDigits : 0));
  for (const unit of units) {
    let taken = 0;
    for (const cell of unit) taken |= bitOf(board[cell] ?? 0);
    for (const cell of unit) left[cell] = (left[cell] ?? 0) & ~taken;
  }
  return left;
}

const bitOf = (digit: number): number => (digit === 0 ? 0 : 1 << (digit - 1));
const isSingle = (bits: number): boolean => bits !== 0 && (bits & (bits - 1)) === 0;

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
