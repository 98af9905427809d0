/**
 * @file What is left of the picture is the box around one colour.
 */

import { BLACK, COLOURS, cellsWhere, coloursBut, coloursIn, recoloured } from "../../grid/canvas.ts";
import { boxOf, boxPart } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const cropColour = defineConcept({
  name: "crop-colour",
  sentence: "the picture is cropped to what is {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    placeObjects(random, canvas, { count: 1, cells: [2, 6], colours: [colour] });
    placeObjects(random, canvas, { count: random.between(1, 4), cells: [1, 6], colours: coloursBut(colour) });
    return canvas;
  },
  fits(grid, { colour }) {
    const cells = cellsWhere(grid, (other) => other === colour);
    return cells.length > 1 && coloursIn(grid).length > 1 && coloursIn(boxPart(grid, boxOf(cells))).length === 1;
  },
  steps(grid, { colour }) {
    const alone = recoloured(grid, (other) => (other === colour ? colour : BLACK));
    return [alone, boxPart(grid, boxOf(cellsWhere(grid, (other) => other === colour)))];
  },
});
