/**
 * @file Objects: cells of one colour that hang together, corners included.
 */

import type { Grid } from "../../arc/puzzle.ts";
import { at, BLACK, type Cell, cellsOf, part } from "./canvas.ts";
import { DIRECTIONS, SIDES, vector } from "./directions.ts";

export interface Box {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
}

export interface GridObject {
  readonly colour: number;
  /** Row by row. */
  readonly cells: readonly Cell[];
  readonly box: Box;
}

/** The objects of a grid in the order in which their first cells are read. */
export function objectsOf(grid: Grid): GridObject[] {
  return componentsOf(grid, "corners", (colour) => colour !== BLACK);
}

/** Cells of one colour that hang together by their sides, or by their corners too, of colours for which `counts` holds. */
export function componentsOf(
  grid: Grid,
  joined: "sides" | "corners",
  counts: (colour: number) => boolean,
): GridObject[] {
  const seen = grid.map((row) => row.map(() => false));
  const found: GridObject[] = [];
  for (const [row, column] of cellsOf(grid)) {
    const colour = at(grid, row, column) ?? BLACK;
    if (!counts(colour) || seen[row]?.[column] === true) continue;
    const cells = collect(grid, [row, column], seen, joined);
    found.push({ colour, cells, box: boxOf(cells) });
  }
  return found;
}

function collect(grid: Grid, start: Cell, seen: boolean[][], joined: "sides" | "corners"): Cell[] {
  const colour = at(grid, start[0], start[1]);
  const directions = joined === "sides" ? SIDES : DIRECTIONS;
  const cells: Cell[] = [];
  const waiting: Cell[] = [start];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const [row, column] = cell;
    const line = seen[row];
    if (line === undefined || line[column] !== false || at(grid, row, column) !== colour) continue;
    line[column] = true;
    cells.push(cell);
    for (const direction of directions) {
      const [down, right] = vector(direction);
      waiting.push([row + down, column + right]);
    }
  }
  return cells.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The smallest box around cells, of which there must be one. */
export function boxOf(cells: readonly Cell[]): Box {
  let [top, left, bottom, right] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  for (const [row, column] of cells) {
    top = Math.min(top, row);
    left = Math.min(left, column);
    bottom = Math.max(bottom, row);
    right = Math.max(right, column);
  }
  return { top, left, rows: bottom - top + 1, columns: right - left + 1 };
}

export function boxPart(grid: Grid, { top, left, rows, columns }: Box): Grid {
  return part(grid, top, left, rows, columns);
}

export function isSolid({ cells, box }: GridObject): boolean {
  return cells.length === box.rows * box.columns;
}

export function touchesBorder({ box: { top, left, rows, columns } }: GridObject, grid: Grid): boolean {
  return top === 0 || left === 0 || top + rows === grid.length || left + columns === (grid[0]?.length ?? 0);
}

/** Is there nothing but black around every object? Then a person sees the same objects, corners counted or not. */
export function areApart(grid: Grid, objects: readonly GridObject[]): boolean {
  return objects.every(({ colour, cells }) =>
    cells.every(([row, column]) =>
      DIRECTIONS.every((direction) => {
        const [down, right] = vector(direction);
        const beside = at(grid, row + down, column + right) ?? BLACK;
        return beside === BLACK || beside === colour;
      }),
    ),
  );
}

/** The one object that `better` ranks before all others; `undefined` where two share the place. */
export function extreme(objects: readonly GridObject[], which: "largest" | "smallest"): GridObject | undefined {
  const sign = which === "largest" ? -1 : 1;
  const [first, second] = objects.toSorted((a, b) => sign * (a.cells.length - b.cells.length));
  return first?.cells.length === second?.cells.length ? undefined : first;
}
