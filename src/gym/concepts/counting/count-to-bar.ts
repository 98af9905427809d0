/**
 * @file How many objects of a colour there are, as a bar.
 */

import { blank, COLOURS, coloursBut, coloursIn, LARGEST_SIDE } from "../../grid/canvas.ts";
import { areApart, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Bar = "row" | "column";
const BARS: readonly Bar[] = ["row", "column"];

export const countToBar = defineConcept({
  name: "count-to-bar",
  sentence: "what is left is a {bar} of as many cells as there are {#colour} objects",
  variants: BARS.flatMap((bar) => COLOURS.map((colour) => ({ bar, colour }))),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    placeObjects(random, canvas, { count: random.between(1, 6), cells: [1, 3], colours: [colour] });
    placeObjects(random, canvas, { count: random.between(1, 4), cells: [1, 3], colours: coloursBut(colour) });
    return canvas;
  },
  fits(grid, { colour }) {
    const objects = objectsOf(grid);
    const counted = objects.filter((object) => object.colour === colour);
    return (
      counted.length > 0 &&
      counted.length <= LARGEST_SIDE &&
      // Else one might take it that cells are counted.
      counted.some(({ cells }) => cells.length > 1) &&
      coloursIn(grid).length > 1 &&
      areApart(grid, objects)
    );
  },
  steps(grid, { bar, colour }) {
    const count = objectsOf(grid).filter((object) => object.colour === colour).length;
    return [bar === "row" ? blank(1, count, colour) : blank(count, 1, colour)];
  },
});
