/**
 * @file Cells fall, each for itself.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Canvas, COLOURS, cellsOf, copyOf, paint } from "../../grid/canvas.ts";
import { SIDES, type Side, vector } from "../../grid/directions.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

/** Cells that must fall, so that one sees it. */
const FALLING = 3;

export const gravity = defineConcept({
  name: "gravity",
  sentence: "every cell falls {direction} until the edge or another cell stops it",
  variants: SIDES.map((direction: Side) => ({ direction })),
  draw(random) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(1, 4));
    return speckled(random, random.side(4, 10), random.side(4, 10), colours, random.between(2, 4));
  },
  fits: (grid, { direction }) => fallen(grid, direction).moved >= FALLING,
  steps(grid, { direction }) {
    const steps: Grid[] = [];
    for (let next = fallen(grid, direction); next.moved > 0; next = fallen(next.canvas, direction)) {
      steps.push(next.canvas);
    }
    return steps;
  },
});

/** Every cell that has room falls by one, the foremost first. */
function fallen(grid: Grid, direction: Side): { canvas: Canvas; moved: number } {
  const [down, right] = vector(direction);
  const canvas = copyOf(grid);
  let moved = 0;
  for (const [row, column] of cellsOf(grid).sort((a, b) => down * (b[0] - a[0]) + right * (b[1] - a[1]))) {
    const colour = at(canvas, row, column) ?? BLACK;
    if (colour === BLACK || at(canvas, row + down, column + right) !== BLACK) continue;
    paint(canvas, row + down, column + right, colour);
    paint(canvas, row, column, BLACK);
    moved++;
  }
  return { canvas, moved };
}
