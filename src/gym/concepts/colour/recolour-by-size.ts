/**
 * @file The largest or the smallest object gets a colour.
 */

import { COLOURS, coloursBut, painted } from "../../grid/canvas.ts";
import { areApart, extreme, objectsOf } from "../../grid/objects.ts";
import { defineConcept } from "../concept.ts";
import { drawObjects } from "../draw-objects.ts";

type Extreme = "largest" | "smallest";
const EXTREMES: readonly Extreme[] = ["largest", "smallest"];

export const recolourBySize = defineConcept({
  name: "recolour-by-size",
  sentence: "the {which} object turns {#colour}",
  variants: EXTREMES.flatMap((which) => COLOURS.map((colour) => ({ which, colour }))),
  draw: (random, { colour }) =>
    drawObjects(random, { count: random.between(2, 5), cells: [1, 6], colours: coloursBut(colour) }),
  fits(grid, { which, colour }) {
    const objects = objectsOf(grid);
    const chosen = extreme(objects, which);
    return objects.length > 1 && chosen !== undefined && chosen.colour !== colour && areApart(grid, objects);
  },
  steps(grid, { which, colour }) {
    const chosen = extreme(objectsOf(grid), which);
    return chosen === undefined ? [] : [painted(grid, chosen.cells, colour)];
  },
});
