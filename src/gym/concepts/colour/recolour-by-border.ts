/**
 * @file Objects at the edge, or those that do not touch it, get a colour.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { COLOURS, coloursBut, countOf, painted } from "../../grid/canvas.ts";
import { areApart, type GridObject, objectsOf, touchesBorder } from "../../grid/objects.ts";
import { defineConcept } from "../concept.ts";
import { drawObjects } from "../draw-objects.ts";

type Place = "at" | "off";
const PLACES: readonly Place[] = ["at", "off"];

export const recolourByBorder = defineConcept({
  name: "recolour-by-border",
  sentence: "objects {place} the edge turn {#colour}",
  variants: PLACES.flatMap((place) => COLOURS.map((colour) => ({ place, colour }))),
  draw: (random, { colour }) =>
    drawObjects(random, { count: random.between(3, 5), cells: [2, 5], colours: coloursBut(colour) }),
  fits(grid, { place, colour }) {
    const objects = objectsOf(grid);
    const chosen = chosenIn(grid, place);
    return (
      chosen.length > 0 && chosen.length < objects.length && countOf(grid, colour) === 0 && areApart(grid, objects)
    );
  },
  steps(grid, { place, colour }) {
    const steps: Grid[] = [];
    for (const { cells } of chosenIn(grid, place)) steps.push(painted(steps.at(-1) ?? grid, cells, colour));
    return steps;
  },
});

function chosenIn(grid: Grid, place: Place): GridObject[] {
  return objectsOf(grid).filter((object) => touchesBorder(object, grid) === (place === "at"));
}
