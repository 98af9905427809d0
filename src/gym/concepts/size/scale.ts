/**
 * @file Every cell becomes a block.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, COLOURS, LARGEST_SIDE, mapped } from "../../grid/canvas.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

const FACTORS = [1, 2, 3];

export const scale = defineConcept({
  name: "scale",
  sentence: "every cell becomes a block, {high} high and {wide} wide",
  variants: FACTORS.flatMap((high) => FACTORS.map((wide) => ({ high, wide }))).filter(
    ({ high, wide }) => high * wide > 1,
  ),
  draw(random, { high, wide }) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(1, 4));
    const [rows, columns] = [LARGEST_SIDE / high, LARGEST_SIDE / wide].map((most) =>
      random.between(2, Math.min(6, Math.floor(most))),
    );
    return speckled(random, rows ?? 2, columns ?? 2, colours, random.between(4, 8));
  },
  fits: (grid, { high, wide }) => grid.length * high <= LARGEST_SIDE && (grid[0]?.length ?? 0) * wide <= LARGEST_SIDE,
  steps: (grid, { high, wide }) => [enlarged(grid, 1, wide), enlarged(grid, high, wide)],
});

function enlarged(grid: Grid, high: number, wide: number): Grid {
  return mapped(grid.length * high, (grid[0]?.length ?? 0) * wide, (row, column) =>
    at(grid, Math.floor(row / high), Math.floor(column / wide)),
  );
}
