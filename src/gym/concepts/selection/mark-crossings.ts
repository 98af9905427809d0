/**
 * @file Where lines cross, the cell gets a colour.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, cellsWhere, coloursBut, countOf, paint, painted } from "../../grid/canvas.ts";
import { randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const markCrossings = defineConcept({
  name: "mark-crossings",
  sentence: "where lines cross, the cell turns {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    const [rows, columns] = [canvas.length, canvas[0]?.length ?? 0];
    const lines = [
      ...spaced(rows, random.between(1, 2), random.below).map((row) => ({ row, column: undefined })),
      ...spaced(columns, random.between(1, 3), random.below).map((column) => ({ row: undefined, column })),
    ];
    const palette = random.shuffled(coloursBut(colour)).slice(0, random.between(1, 3));
    for (const { row, column } of random.shuffled(lines)) {
      const ink = random.pick(palette);
      for (let n = 0; n < (row === undefined ? rows : columns); n++) paint(canvas, row ?? n, column ?? n, ink);
    }
    return canvas;
  },
  fits(grid, { colour }) {
    const crossings = crossingsIn(grid);
    const strays = cellsWhere(grid, (ink, row, column) => ink !== BLACK && !isOnLine(grid, row, column));
    return crossings.length > 0 && strays.length === 0 && countOf(grid, colour) === 0 && grid.flat().includes(BLACK);
  },
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const cell of crossingsIn(grid)) steps.push(painted(steps.at(-1) ?? grid, [cell], colour));
    return steps;
  },
});

/** Up to `count` positions that are no neighbours. */
function spaced(length: number, count: number, below: (bound: number) => number): number[] {
  const positions: number[] = [];
  for (let n = 0; n < count; n++) {
    const position = below(length);
    if (positions.every((other) => Math.abs(other - position) > 1)) positions.push(position);
  }
  return positions;
}

const isFullRow = (grid: Grid, row: number) => grid[row]?.every((colour) => colour !== BLACK) ?? false;
const isFullColumn = (grid: Grid, column: number) => grid.every((line) => line[column] !== BLACK);

function crossingsIn(grid: Grid): Cell[] {
  return cellsWhere(grid, (_, row, column) => isFullRow(grid, row) && isFullColumn(grid, column));
}

function isOnLine(grid: Grid, row: number, column: number): boolean {
  return at(grid, row, column) !== BLACK && (isFullRow(grid, row) || isFullColumn(grid, column));
}
