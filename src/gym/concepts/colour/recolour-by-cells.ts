/**
 * @file Grey objects get the colour that belongs to their number of cells.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { coloursBut, coloursIn, GREY, painted } from "../../grid/canvas.ts";
import { areApart, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

const INKS = coloursBut(GREY);

export const recolourByCells = defineConcept({
  name: "recolour-by-cells",
  sentence: "objects of one cell turn {#one}, of two {#two}, of three {#three}",
  variants: INKS.flatMap((one) => INKS.flatMap((two) => INKS.map((three) => ({ one, two, three })))).filter(
    ({ one, two, three }) => new Set([one, two, three]).size === 3,
  ),
  draw(random) {
    const canvas = randomCanvas(random, 5);
    placeObjects(random, canvas, { count: random.between(3, 7), cells: [1, 3], colours: [GREY] });
    return canvas;
  },
  fits(grid) {
    const objects = objectsOf(grid);
    const sizes = objects.map(({ cells }) => cells.length);
    return (
      coloursIn(grid).join() === String(GREY) &&
      new Set(sizes).size > 1 &&
      sizes.every((size) => size <= 3) &&
      areApart(grid, objects)
    );
  },
  steps(grid, { one, two, three }) {
    const steps: Grid[] = [];
    for (const { cells } of objectsOf(grid)) {
      steps.push(painted(steps.at(-1) ?? grid, cells, [one, two, three][cells.length - 1] ?? GREY));
    }
    return steps;
  },
});
