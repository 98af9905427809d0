/**
 * @file The whole picture moves, and what leaves it comes in again on the other side.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, COLOURS, mapped } from "../../grid/canvas.ts";
import { SIDES, type Side, vector } from "../../grid/directions.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const shift = defineConcept({
  name: "shift",
  sentence: "the picture moves {distance} {direction}; what leaves it comes in on the other side",
  variants: SIDES.flatMap((direction: Side) => [1, 2].map((distance) => ({ direction, distance }))),
  draw(random) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(2, 4));
    return speckled(random, random.side(4, 10), random.side(4, 10), colours, random.between(3, 7));
  },
  // On a shorter way round, left and right would be the same.
  fits: (grid, { distance }) => Math.min(grid.length, grid[0]?.length ?? 0) > 2 * distance,
  steps: (grid, { direction, distance }) =>
    Array.from({ length: distance }, (_, step) => wrapped(grid, direction, step + 1)),
});

function wrapped(grid: Grid, direction: Side, distance: number): Grid {
  const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
  const [down, right] = vector(direction);
  return mapped(rows, columns, (row, column) =>
    at(grid, (row - down * distance + rows) % rows, (column - right * distance + columns) % columns),
  );
}
