/**
 * @file Shapes to be placed: lists of cells with a box that begins at row 0 and column 0.
 */

import type { Random } from "../random.ts";
import { type Cell, cellsOf, mapped } from "./canvas.ts";
import { DIRECTIONS, SIDES, vector } from "./directions.ts";
import { boxOf } from "./objects.ts";

export type Shape = readonly Cell[];

export function rectangle(rows: number, columns: number): Shape {
  return cellsOf(mapped(rows, columns, () => 1));
}

/** The edge of a rectangle, one cell thick. */
export function ring(rows: number, columns: number): Shape {
  return rectangle(rows, columns).filter(
    ([row, column]) => row === 0 || column === 0 || row === rows - 1 || column === columns - 1,
  );
}

/** So many cells that hang together by their sides, in a box of at most `side` × `side`. */
export function polyomino(random: Random, count: number, side = 3): Shape {
  let cells: Cell[] = [[0, 0]];
  for (let tries = 0; cells.length < count && tries < 200; tries++) {
    const [row, column] = random.pick(cells);
    const [down, right] = vector(random.pick(SIDES));
    const grown: Cell = [row + down, column + right];
    if (cells.some((cell) => same(cell, grown))) continue;
    const { rows, columns } = boxOf([...cells, grown]);
    if (rows <= side && columns <= side) cells = [...cells, grown];
  }
  return atOrigin(cells);
}

/** The cells around a shape, corners included, which enclose it. */
export function around(shape: Shape): Shape {
  const outside = new Map<string, Cell>();
  for (const [row, column] of shape) {
    for (const direction of DIRECTIONS) {
      const [down, right] = vector(direction);
      const cell: Cell = [row + down, column + right];
      if (!shape.some((other) => same(other, cell))) outside.set(cell.join(), cell);
    }
  }
  return atOrigin([...outside.values()]);
}

function atOrigin(cells: readonly Cell[]): Shape {
  const { top, left } = boxOf(cells);
  return cells.map(([row, column]): Cell => [row - top, column - left]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

export function movedBy(cells: readonly Cell[], [down, right]: Cell): Cell[] {
  return cells.map(([row, column]): Cell => [row + down, column + right]);
}

export function same(a: Cell, b: Cell): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
