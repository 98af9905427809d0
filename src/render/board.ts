/**
 * @file The part of a canvas that is drawn, cell by cell.
 */

import { cropTokens } from "../arc/crop.ts";
import { UNLABELLED } from "../arc/puzzle.ts";
import { PAD } from "../arc/tokens.ts";
import type { CellLook, Notation } from "./notation/notation.ts";

export interface Board {
  readonly rows: number;
  readonly columns: number;
  /** u8 [rows · columns] */
  readonly tokens: Uint8Array;
  /** Of each cell. */
  readonly looks: readonly CellLook[];
}

/** The board of an answer or an input, u8 [side²]; of a target too, in which `UNLABELLED` cells are blank. */
export function boardOf(tokens: Uint8Array, side: number, notation: Notation): Board {
  const { rows, columns } = boardSize(tokens, side, notation);
  const shown = new Uint8Array(rows * columns);
  const looks: CellLook[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * side + column;
      const token = tokens[cell] ?? PAD;
      shown[row * columns + column] = token;
      looks.push(token === UNLABELLED ? {} : notation.look(token, cell));
    }
  }
  return { rows, columns, tokens: shown, looks };
}

/** How much of a canvas is drawn. Outside of its grid a target has no labels, which end the grid as padding does. */
export function boardSize(tokens: Uint8Array, side: number, { crops }: Notation): Pick<Board, "rows" | "columns"> {
  if (!crops) return { rows: side, columns: side };
  const grid = cropTokens(tokens, side);
  return { rows: grid.length, columns: grid[0]?.length ?? 0 };
}

/** Cells that differ between two boards: of the union of both, since a cell may be missing from one. */
export interface Difference {
  readonly rows: number;
  readonly columns: number;
  has(row: number, column: number): boolean;
}

export function differenceOf(a: Board, b: Board): Difference {
  return {
    rows: Math.max(a.rows, b.rows),
    columns: Math.max(a.columns, b.columns),
    has(row, column) {
      const [left, right] = [tokenAt(a, row, column), tokenAt(b, row, column)];
      return left !== right && left !== UNLABELLED && right !== UNLABELLED;
    },
  };
}

function tokenAt({ rows, columns, tokens }: Board, row: number, column: number): number | undefined {
  return row >= 0 && row < rows && column >= 0 && column < columns ? tokens[row * columns + column] : undefined;
}
