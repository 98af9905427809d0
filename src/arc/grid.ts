/**
 * @file Grids: checking foreign ones, comparing them, and the hash by which upstream tells them apart.
 */

import { invalid } from "../errors.ts";
import { describeValue } from "./describe.ts";
import type { Grid } from "./puzzle.ts";

/** Rows and columns a grid may have at most. */
export const MAX_SIDE = 30;

/**
 * The grid that `value` is. Throws a `FixpointError` that names `where` unless it is a list of 1 to 30 equally long rows
 * of 1 to 30 integers from 0 to 9.
 */
export function checkGrid(value: unknown, where: string): Grid {
  if (!Array.isArray(value)) throw invalid("grid", describeValue(value), { expected: "a list of rows", where });
  checkSide(value.length, "rows", where);
  const width = Array.isArray(value[0]) ? value[0].length : 0;
  return value.map((row: unknown, index) => {
    const place = `${where}, row ${index + 1}`;
    if (!Array.isArray(row)) throw invalid("grid", describeValue(row), { expected: "a list of colours", where: place });
    checkSide(row.length, "columns", place);
    if (row.length !== width) {
      throw invalid("grid", `${row.length} columns`, { expected: `${width}, as in row 1`, where: place });
    }
    return row.map((colour: unknown, column) => checkColour(colour, `${place}, column ${column + 1}`));
  });
}

function checkSide(length: number, what: "rows" | "columns", where: string): void {
  if (length >= 1 && length <= MAX_SIDE) return;
  throw invalid("grid", `${length} ${what}`, { expected: `1 to ${MAX_SIDE}`, where });
}

function checkColour(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 9) return value;
  throw invalid("grid", `colour ${describeValue(value)}`, { expected: "an integer from 0 to 9", where });
}

/** Columns of a grid; 0 for the 0×0 grid. */
export function gridWidth(grid: Grid): number {
  return grid[0]?.length ?? 0;
}

export function gridsEqual(a: Grid, b: Grid): boolean {
  return (
    a.length === b.length &&
    a.every((row, r) => row.length === b[r]?.length && row.every((colour, c) => colour === b[r]?.[c]))
  );
}

/** u8 [2 + rows · columns]: rows, columns, then the cells row by row. What upstream hashes. */
export function gridBytes(grid: Grid): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([grid.length, gridWidth(grid), ...grid.flat()]);
}

/** SHA-256 over `gridBytes`, in lower-case hexadecimal (upstream's `grid_hash`, `dataset/common.py`). */
export async function gridHash(grid: Grid): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", gridBytes(grid));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
