/**
 * @file Objects with a hole, or those without, get a colour.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, coloursBut, countOf, painted } from "../../grid/canvas.ts";
import { areApart, boxPart, componentsOf, type GridObject, objectsOf, touchesBorder } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { around, polyomino } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

type Having = "with" | "without";
const HAVING: readonly Having[] = ["with", "without"];

export const recolourByHole = defineConcept({
  name: "recolour-by-hole",
  sentence: "objects {having} a hole turn {#colour}",
  variants: HAVING.flatMap((having) => COLOURS.map((colour) => ({ having, colour }))),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 6);
    const palette = random.shuffled(coloursBut(colour)).slice(0, random.between(1, 2));
    for (let count = random.between(2, 5); count > 0; count--) {
      const solid = polyomino(random, random.between(3, 7));
      const ring = around(polyomino(random, random.between(1, 3)));
      place(random, canvas, random.chance(1, 2) ? solid : ring, random.pick(palette));
    }
    return canvas;
  },
  fits(grid, { having, colour }) {
    const objects = objectsOf(grid);
    const chosen = chosenIn(grid, having);
    return (
      chosen.length > 0 && chosen.length < objects.length && countOf(grid, colour) === 0 && areApart(grid, objects)
    );
  },
  steps(grid, { having, colour }) {
    const steps: Grid[] = [];
    for (const { cells } of chosenIn(grid, having)) steps.push(painted(steps.at(-1) ?? grid, cells, colour));
    return steps;
  },
});

function chosenIn(grid: Grid, having: Having): GridObject[] {
  return objectsOf(grid).filter(({ box }) => hasHole(boxPart(grid, box)) === (having === "with"));
}

/** Black inside of the object's box that does not reach the box's edge. */
function hasHole(object: Grid): boolean {
  return componentsOf(object, "sides", (colour) => colour === BLACK).some((region) => !touchesBorder(region, object));
}
