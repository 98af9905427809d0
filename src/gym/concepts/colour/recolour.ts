/**
 * @file One colour becomes another.
 */

import { COLOURS, coloursBut, coloursIn, recoloured } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

export const recolour = defineConcept({
  name: "recolour",
  sentence: "what is {#from} turns {#to}",
  variants: COLOURS.flatMap((from) => coloursBut(from).map((to) => ({ from, to }))),
  draw: (random, { from, to }) =>
    drawPicture(random, { sides: [3, 10], colours: [from, to, ...random.shuffled(coloursBut(from, to)).slice(0, 2)] }),
  fits: (grid, { from }) => coloursIn(grid).includes(from) && coloursIn(grid).length > 1,
  steps: (grid, { from, to }) => [recoloured(grid, (colour) => (colour === from ? to : colour))],
});
