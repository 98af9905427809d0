/**
 * @file Specks of one colour go: on black they vanish, in a block they take its colour.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, COLOURS, cellsWhere, coloursBut, countOf, mapped, paint, recoloured } from "../../grid/canvas.ts";
import { SIDES, vector } from "../../grid/directions.ts";
import { areApart, isSolid, objectsOf } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { rectangle } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const removeNoise = defineConcept({
  name: "remove-noise",
  sentence: "{#colour} specks vanish; in a block they take its colour",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 6);
    const clean = coloursBut(colour);
    for (let count = random.between(1, 3); count > 0; count--) {
      place(random, canvas, rectangle(random.between(2, 5), random.between(2, 5)), random.pick(clean));
    }
    const wanted = random.between(2, 5);
    for (const [row, column] of random.shuffled(cellsWhere(canvas, () => true))) {
      if (countOf(canvas, colour) < wanted && isClear(canvas, row, column, colour)) paint(canvas, row, column, colour);
    }
    return canvas;
  },
  fits(grid, { colour }) {
    const specks = cellsWhere(grid, (other) => other === colour);
    const clean = cleaned(grid, colour);
    const objects = objectsOf(clean);
    return (
      specks.length > 1 &&
      objects.length > 0 &&
      specks.every(([row, column]) => isClear(grid, row, column, colour)) &&
      objects.every((object) => isSolid(object) && object.cells.length > 1) &&
      areApart(clean, objects)
    );
  },
  steps: (grid, { colour }) => {
    const wiped = mapped(grid.length, grid[0]?.length ?? 0, (row, column) =>
      at(grid, row, column) === colour && beside(grid, row, column).every((other) => other === BLACK)
        ? BLACK
        : at(grid, row, column),
    );
    return [wiped, cleaned(grid, colour)];
  },
});

/** The colours of the four neighbours. */
function beside(grid: Grid, row: number, column: number): number[] {
  return SIDES.map((side) => at(grid, row + vector(side)[0], column + vector(side)[1])).filter(
    (colour) => colour !== undefined,
  );
}

/** Is a speck here either on black or well inside of a block, so that nobody can doubt what it covers? */
function isClear(grid: Grid, row: number, column: number, speck: number): boolean {
  const around = beside(grid, row, column);
  const [first = BLACK] = around;
  return first !== speck && around.every((colour) => colour === first) && (first === BLACK || around.length === 4);
}

function cleaned(grid: Grid, speck: number): Grid {
  const clean = mapped(grid.length, grid[0]?.length ?? 0, (row, column) => {
    const colour = at(grid, row, column);
    return colour === speck ? beside(grid, row, column)[0] : colour;
  });
  return recoloured(clean, (colour) => (colour === speck ? BLACK : colour));
}
