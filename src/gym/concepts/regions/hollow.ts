/**
 * @file Solid blocks lose their inside, or get another colour there.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, coloursBut, countOf, painted } from "../../grid/canvas.ts";
import { DIRECTIONS, vector } from "../../grid/directions.ts";
import { areApart, type GridObject, isSolid, objectsOf } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { rectangle } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const hollow = defineConcept({
  name: "hollow",
  sentence: "the inside of every block turns {#colour}",
  variants: [BLACK, ...COLOURS].map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    for (let count = random.between(1, 3); count > 0; count--) {
      const block = rectangle(random.between(2, 5), random.between(2, 5));
      place(random, canvas, block, random.pick(coloursBut(colour)));
    }
    return canvas;
  },
  fits(grid, { colour }) {
    const objects = objectsOf(grid);
    return (
      objects.length > 0 &&
      objects.every(isSolid) &&
      areApart(grid, objects) &&
      (colour === BLACK || countOf(grid, colour) === 0) &&
      objects.some((object) => inside(grid, object).length > 0)
    );
  },
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const object of objectsOf(grid)) {
      steps.push(painted(steps.at(-1) ?? grid, inside(grid, object), colour));
    }
    return steps;
  },
});

/** Cells with nothing but their own colour around them. */
function inside(grid: Grid, { cells, colour }: GridObject): Cell[] {
  return cells.filter(([row, column]) =>
    DIRECTIONS.every((direction) => at(grid, row + vector(direction)[0], column + vector(direction)[1]) === colour),
  );
}
