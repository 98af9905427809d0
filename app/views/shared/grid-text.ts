/**
 * @file A grid in words, cell by cell: for those who hear the page, and for the table that stands for a grid.
 */

import { UNLABELLED } from "../../../src/arc/puzzle.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import { tokenName } from "../puzzle/inspect-cell.ts";

export interface CellText {
  /** Of the canvas. */
  readonly cell: number;
  /** `7`, `blank`, `PAD` */
  readonly holds: string;
  /** What the target holds there, where that is something else; null where it is right, or nobody knows. */
  readonly should: string | null;
  /** Does a sudoku say so? */
  readonly isGiven: boolean;
}

/** Is what a cell of a sudoku holds its puzzle's own, rather than filled in? False for all other data. */
export const isGiven = ({ kind, notation }: GridStyle, token: number, cell: number): boolean =>
  kind === "sudoku" && notation.look(token, cell).text?.bold === true;

/** The grid that is drawn, by row. `tokens` and `target` are u8 [side²]. */
export function textOf(
  style: GridStyle,
  tokens: Uint8Array,
  target: Uint8Array | null = null,
): readonly (readonly CellText[])[] {
  const { rows } = style.board(tokens);
  return Array.from({ length: rows }, (_, row) => rowText(style, tokens, row, target));
}

/** One row of it; empty outside of the grid. */
export function rowText(
  style: GridStyle,
  tokens: Uint8Array,
  row: number,
  target: Uint8Array | null = null,
): readonly CellText[] {
  const { rows, columns } = style.board(tokens);
  if (row < 0 || row >= rows) return [];
  return Array.from({ length: columns }, (_, column) => {
    const cell = row * style.side + column;
    const [token, label] = [tokens[cell] ?? 0, target?.[cell] ?? UNLABELLED];
    const isWrong = label !== UNLABELLED && label !== token;
    const should = isWrong ? tokenName(style, label, cell) : null;
    return { cell, holds: tokenName(style, token, cell), should, isGiven: isGiven(style, token, cell) };
  });
}

/** `7, should be 3` */
export const cellWords = ({ holds, should, isGiven: given }: CellText): string =>
  should !== null ? `${holds}, should be ${should}` : given ? `${holds}, given` : holds;

/** How many there are: `1 row, 9 columns`. */
export function sizeWords({ rows, columns }: { readonly rows: number; readonly columns: number }): string {
  if (rows * columns === 0) return "no grid";
  return `${rows} ${rows === 1 ? "row" : "rows"}, ${columns} ${columns === 1 ? "column" : "columns"}`;
}
