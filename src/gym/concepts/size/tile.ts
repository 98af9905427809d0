/**
 * @file Copies of the picture side by side.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, COLOURS, LARGEST_SIDE, mapped } from "../../grid/canvas.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

const COUNTS = [1, 2, 3];
type Copies = "alike" | "mirrored";
const COPIES: readonly Copies[] = ["alike", "mirrored"];

export const tile = defineConcept({
  name: "tile",
  sentence: "the picture is laid out {down} down and {across} across, neighbours {neighbours}",
  variants: COPIES.flatMap((neighbours) =>
    COUNTS.flatMap((down) => COUNTS.map((across) => ({ down, across, neighbours }))),
  ).filter(({ down, across }) => down * across > 1),
  draw(random, { down, across }) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(1, 4));
    const [rows, columns] = [LARGEST_SIDE / down, LARGEST_SIDE / across].map((most) =>
      random.between(2, Math.min(5, Math.floor(most))),
    );
    return speckled(random, rows ?? 2, columns ?? 2, colours, random.between(4, 8));
  },
  fits: (grid, { down, across }) =>
    grid.length * down <= LARGEST_SIDE && (grid[0]?.length ?? 0) * across <= LARGEST_SIDE,
  steps: (grid, { down, across, neighbours }) => [
    tiled(grid, 1, across, neighbours),
    tiled(grid, down, across, neighbours),
  ],
});

function tiled(grid: Grid, down: number, across: number, neighbours: Copies): Grid {
  const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
  return mapped(rows * down, columns * across, (row, column) =>
    at(grid, within(row, rows, neighbours), within(column, columns, neighbours)),
  );
}

/** Where in a copy a position falls; every second copy may run backwards. */
function within(position: number, length: number, neighbours: Copies): number {
  const offset = position % length;
  const backwards = neighbours === "mirrored" && Math.floor(position / length) % 2 === 1;
  return backwards ? length - 1 - offset : offset;
}
