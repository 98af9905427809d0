/**
 * @file What is enclosed gets filled.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, coloursBut, countOf, paint, painted } from "../../grid/canvas.ts";
import { componentsOf, type GridObject, touchesBorder } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { around, polyomino } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const fillEnclosed = defineConcept({
  name: "fill-enclosed",
  sentence: "black that is enclosed turns {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    const outline = random.pick(coloursBut(colour));
    for (let count = random.between(1, 4); count > 0; count--) {
      const cells = place(random, canvas, around(polyomino(random, random.between(1, 5))), outline) ?? [];
      // Some leak.
      if (cells.length > 0 && random.chance(1, 4)) {
        const [row, column] = random.pick(cells);
        paint(canvas, row, column, BLACK);
      }
    }
    return canvas;
  },
  fits: (grid, { colour }) => enclosedIn(grid).length > 0 && countOf(grid, colour) === 0,
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const { cells } of enclosedIn(grid)) steps.push(painted(steps.at(-1) ?? grid, cells, colour));
    return steps;
  },
});

/** Black regions, joined by sides, that do not reach the edge. */
function enclosedIn(grid: Grid): GridObject[] {
  return componentsOf(grid, "sides", (colour) => colour === BLACK).filter((region) => !touchesBorder(region, grid));
}
