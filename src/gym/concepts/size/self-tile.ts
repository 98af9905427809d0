/**
 * @file The picture in place of each of its own cells.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, COLOURS, coloursIn, LARGEST_SIDE, mapped } from "../../grid/canvas.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Place = "coloured" | "black";
const PLACES: readonly Place[] = ["coloured", "black"];

export const selfTile = defineConcept({
  name: "self-tile",
  sentence: "a copy of the picture takes the place of each of its {place} cells",
  variants: PLACES.map((place) => ({ place })),
  draw: (random) =>
    speckled(
      random,
      random.between(2, 3),
      random.between(2, 3),
      random.shuffled(COLOURS).slice(0, random.between(1, 2)),
      5,
    ),
  fits: (grid) =>
    Math.max(grid.length ** 2, (grid[0]?.length ?? 0) ** 2) <= LARGEST_SIDE &&
    coloursIn(grid).length > 0 &&
    grid.flat().includes(BLACK),
  steps(grid, { place }) {
    const isPlace = (colour: number) => (colour === BLACK) === (place === "black");
    return [selfTiled(grid, () => true), selfTiled(grid, isPlace)];
  },
});

function selfTiled(grid: Grid, isPlace: (colour: number) => boolean): Grid {
  const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
  return mapped(rows * rows, columns * columns, (row, column) => {
    const there = at(grid, Math.floor(row / rows), Math.floor(column / columns)) ?? BLACK;
    return isPlace(there) ? at(grid, row % rows, column % columns) : BLACK;
  });
}
