/**
 * @file A small figure is repeated in one direction until the edge.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, COLOURS, cellsWhere, copyOf, isInside, paint } from "../../grid/canvas.ts";
import { DIAGONALS, type Direction, SIDES, vector } from "../../grid/directions.ts";
import { boxOf } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { polyomino } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

const FIGURE_SIDE = 3;

export const copyAlong = defineConcept({
  name: "copy-along",
  sentence: "the figure is repeated {direction}, {gap} apart, until the edge",
  variants: [
    ...SIDES.flatMap((direction: Direction) => [0, 1].map((gap) => ({ direction, gap }))),
    ...DIAGONALS.map((direction: Direction) => ({ direction, gap: 0 })),
  ],
  draw(random) {
    const canvas = randomCanvas(random, 5);
    const figure = place(random, canvas, polyomino(random, random.between(2, 5), FIGURE_SIDE), random.pick(COLOURS));
    // Most figures have a second colour.
    const second = random.pick(COLOURS);
    for (const [row, column] of figure ?? []) if (random.chance(1, 3)) paint(canvas, row, column, second);
    return canvas;
  },
  fits(grid, parameters) {
    const cells = cellsWhere(grid, (colour) => colour !== BLACK);
    if (cells.length < 2) return false;
    const { rows, columns } = boxOf(cells);
    return Math.max(rows, columns) <= FIGURE_SIDE && copies(grid, parameters).length >= 2;
  },
  steps: (grid, parameters) => copies(grid, parameters),
});

/** The grid after each copy; the last copies may stick out over the edge. */
function copies(grid: Grid, { direction, gap }: { direction: Direction; gap: number }): Grid[] {
  const figure = cellsWhere(grid, (colour) => colour !== BLACK);
  const box = boxOf(figure);
  const [down, right] = vector(direction);
  const steps: Grid[] = [];
  for (let n = 1; ; n++) {
    const [rows, columns] = [down * n * (box.rows + gap), right * n * (box.columns + gap)];
    const canvas = copyOf(steps.at(-1) ?? grid);
    for (const [row, column] of figure) {
      paint(canvas, row + rows, column + columns, at(grid, row, column) ?? BLACK);
    }
    if (!figure.some(([row, column]) => isInside(grid, row + rows, column + columns))) return steps;
    steps.push(canvas);
  }
}
