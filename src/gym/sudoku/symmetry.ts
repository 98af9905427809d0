/**
 * @file What can be done to a sudoku so that it stays one and is as hard as before: digits renamed, bands and rows within them
 * in another order, likewise stacks and columns, and where boxes are square rows made columns. And a number by which
 * symmetric copies can be known.
 */

import { hash32, mix32 } from "../../random/hash32.ts";
import type { Random } from "../random.ts";
import type { Board, SudokuShape } from "./shape.ts";

/** Makes of a board its copy; of the puzzle's and its solution's alike. */
export type Symmetry = (board: Board) => Board;

/** A random one of them all. */
export function randomSymmetry(random: Random, { side, boxRows, boxColumns }: SudokuShape): Symmetry {
  const digits = [0, ...random.shuffled(numbers(side).map((n) => n + 1))];
  const rows = shuffledLines(random, side, boxRows);
  const columns = shuffledLines(random, side, boxColumns);
  const transposes = boxRows === boxColumns && random.chance(1, 2);
  return (board) =>
    Uint8Array.from(board, (_, cell) => {
      const [row, column] = [rows[Math.floor(cell / side)] ?? 0, columns[cell % side] ?? 0];
      const source = transposes ? column * side + row : row * side + column;
      return digits[board[source] ?? 0] ?? 0;
    });
}

/** Lines in groups of `size`: the groups in another order, and the lines of each. */
function shuffledLines(random: Random, side: number, size: number): number[] {
  return random
    .shuffled(numbers(side / size))
    .flatMap((group) => random.shuffled(numbers(size)).map((line) => group * size + line));
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Rounds after which cells know all of the board, and more. */
const ROUNDS = 4;
const [ROW, COLUMN, BOX, DIGIT] = [hash32("row"), hash32("column"), hash32("box"), hash32("digit")];

/**
 * A number from 0 to 2³² − 1 that all symmetric copies of a puzzle share, and hardly any others: colour refinement
 * (Weisfeiler and Leman, 1968) over cells, rows, columns, boxes and digits. Where it differs, two puzzles are surely no copies.
 */
export function symmetryClass(board: Board, { side, boxRows, boxColumns, boxOf }: SudokuShape): number {
  const rows = new Uint32Array(side).fill(ROW);
  const columns = new Uint32Array(side).fill(boxRows === boxColumns ? ROW : COLUMN);
  const boxes = new Uint32Array(side).fill(BOX);
  const digits = new Uint32Array(side + 1).fill(DIGIT);
  digits[0] = 0;
  const kinds = [rows, columns, boxes, digits];
  const cells = new Uint32Array(board.length);
  for (let round = 0; round < ROUNDS; round++) {
    for (let cell = 0; cell < board.length; cell++) {
      const [row = 0, column = 0, box = 0, digit = 0] = [
        rows[Math.floor(cell / side)],
        columns[cell % side],
        boxes[boxOf[cell] ?? 0],
        digits[board[cell] ?? 0],
      ];
      // Rows and columns may have changed places.
      const lines = (mix32(row) + mix32(column)) >>> 0;
      cells[cell] = mix32((mix32(lines ^ mix32(box)) + Math.imul(digit, 3) + (cells[cell] ?? 0)) >>> 0);
    }
    const sums = kinds.map((kind) => new Uint32Array(kind.length));
    for (let cell = 0; cell < board.length; cell++) {
      const places = [Math.floor(cell / side), cell % side, boxOf[cell] ?? 0, board[cell] ?? 0];
      for (const [kind, place] of places.entries()) {
        const sum = sums[kind];
        if (sum !== undefined) sum[place] = (sum[place] ?? 0) + (cells[cell] ?? 0);
      }
    }
    for (const [kind, values] of kinds.entries()) {
      for (let place = 0; place < values.length; place++) {
        values[place] = mix32(((values[place] ?? 0) + Math.imul(sums[kind]?.[place] ?? 0, 5)) >>> 0);
      }
    }
    digits[0] = 0;
  }
  return mix32(cells.reduce((sum, cell) => (sum + mix32(cell)) >>> 0, 0));
}
