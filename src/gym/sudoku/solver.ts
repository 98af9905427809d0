/**
 * @file A solver with bit masks: what follows from single candidates, then guesses where they are fewest.
 */

import type { Board, SudokuShape } from "./shape.ts";

export interface SearchResult {
  /** How many there are, up to the limit. */
  readonly solutions: number;
  /** The last one found. */
  readonly solution: Board | undefined;
  /** Values tried on the way, wrong and right ones, until the search was over. */
  readonly guesses: number;
}

export interface Solver {
  /** Looks for up to `limit` solutions. `orderDigits` may put the candidates of a cell (bits) into another order. */
  search(board: Board, limit: number, orderDigits?: (digits: number[]) => readonly number[]): SearchResult;
  /** A solution in which `cell`, which is blank, does not hold `digit`; `undefined` where there is none. */
  otherSolution(board: Board, cell: number, digit: number): Board | undefined;
}

/** Solving needs memory for its depth; one solver serves any number of boards, one after the other. */
export function createSolver({ side, boxOf, units, allDigits }: SudokuShape): Solver {
  const count = side * side;
  /** Bit of the digit in each cell; 0 where it is blank. */
  const placed = new Uint16Array(count);
  const [rows, columns, boxes] = [new Uint16Array(side), new Uint16Array(side), new Uint16Array(side)];
  /** Cells in the order in which they were filled. */
  const trail = new Uint8Array(count);
  let filled = 0;
  const rowOf = Uint8Array.from({ length: count }, (_, cell) => Math.floor(cell / side));
  const columnOf = Uint8Array.from({ length: count }, (_, cell) => cell % side);
  const boxIn = Uint8Array.from(boxOf);

  function candidates(cell: number): number {
    const taken = (rows[rowOf[cell] ?? 0] ?? 0) | (columns[columnOf[cell] ?? 0] ?? 0) | (boxes[boxIn[cell] ?? 0] ?? 0);
    return allDigits & ~taken;
  }

  function toggle(cell: number, bit: number): void {
    const [row, column, box] = [rowOf[cell] ?? 0, columnOf[cell] ?? 0, boxIn[cell] ?? 0];
    rows[row] = (rows[row] ?? 0) ^ bit;
    columns[column] = (columns[column] ?? 0) ^ bit;
    boxes[box] = (boxes[box] ?? 0) ^ bit;
  }

  function put(cell: number, bit: number): void {
    placed[cell] = bit;
    toggle(cell, bit);
    trail[filled++] = cell;
  }

  function undoTo(mark: number): void {
    while (filled > mark) {
      const cell = trail[--filled] ?? 0;
      toggle(cell, placed[cell] ?? 0);
      placed[cell] = 0;
    }
  }

  /** False where two givens clash. */
  function load(board: Board): boolean {
    undoTo(0);
    for (let cell = 0; cell < count; cell++) {
      const digit = board[cell] ?? 0;
      if (digit === 0) continue;
      const bit = 1 << (digit - 1);
      if ((candidates(cell) & bit) === 0) return false;
      put(cell, bit);
    }
    return true;
  }

  /** Fills in every single until there is none; false at a contradiction. */
  function fillSingles(): boolean {
    for (let before = -1; before !== filled; ) {
      before = filled;
      for (let cell = 0; cell < count; cell++) {
        if (placed[cell] !== 0) continue;
        const left = candidates(cell);
        if (left === 0) return false;
        if ((left & (left - 1)) === 0) put(cell, left);
      }
      if (filled === before && !fillHiddenSingles()) return false;
    }
    return true;
  }

  /** Digits with one place left in a unit. */
  function fillHiddenSingles(): boolean {
    for (const unit of units) {
      let [once, twice, done] = [0, 0, 0];
      for (const cell of unit) {
        const digit = placed[cell] ?? 0;
        done |= digit;
        if (digit !== 0) continue;
        const left = candidates(cell);
        twice |= once & left;
        once |= left;
      }
      if ((once | done) !== allDigits) return false;
      const hidden = once & ~twice;
      if (hidden === 0) continue;
      for (const cell of unit) {
        if (placed[cell] !== 0) continue;
        const single = candidates(cell) & hidden;
        // Two digits that have this cell alone: one of them has no place.
        if ((single & (single - 1)) !== 0) return false;
        if (single !== 0) put(cell, single);
      }
    }
    return true;
  }

  /** A blank cell with the fewest candidates, of which there are two at least. */
  function narrowest(): number {
    let [best, fewest] = [-1, side + 1];
    for (let cell = 0; cell < count; cell++) {
      if (placed[cell] !== 0) continue;
      const options = bitsSet(candidates(cell));
      if (options >= fewest) continue;
      [best, fewest] = [cell, options];
      if (fewest === 2) break;
    }
    return best;
  }

  function search(
    board: Board,
    limit: number,
    orderDigits: (digits: number[]) => readonly number[] = (digits) => digits,
  ): SearchResult {
    let [solutions, guesses] = [0, 0];
    let solution: Board | undefined;
    function go(): void {
      if (!fillSingles()) return;
      if (filled === count) {
        solutions++;
        solution = filledBoard();
        return;
      }
      const cell = narrowest();
      for (const bit of orderDigits(bitsOf(candidates(cell)))) {
        const mark = filled;
        guesses++;
        put(cell, bit);
        go();
        undoTo(mark);
        if (solutions >= limit) return;
      }
    }
    if (load(board)) go();
    return { solutions, solution, guesses };
  }

  function otherSolution(board: Board, cell: number, digit: number): Board | undefined {
    if (!load(board)) return undefined;
    function complete(): Board | undefined {
      if (!fillSingles()) return undefined;
      if (filled === count) return filledBoard();
      const next = narrowest();
      return tryAll(next, candidates(next));
    }
    function tryAll(where: number, digits: number): Board | undefined {
      for (const bit of bitsOf(digits)) {
        const mark = filled;
        put(where, bit);
        const found = complete();
        undoTo(mark);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    return tryAll(cell, candidates(cell) & ~(1 << (digit - 1)));
  }

  function filledBoard(): Board {
    return Uint8Array.from(placed, (bit) => 32 - Math.clz32(bit));
  }

  return { search, otherSolution };
}

function bitsSet(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Lowest first. */
function bitsOf(bits: number): number[] {
  const single: number[] = [];
  for (let rest = bits; rest !== 0; rest &= rest - 1) single.push(rest & -rest);
  return single;
}
