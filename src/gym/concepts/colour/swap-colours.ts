/**
 * @file Two colours change places.
 */

import { COLOURS, coloursBut, coloursIn, recoloured } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

export const swapColours = defineConcept({
  name: "swap-colours",
  sentence: "{#one} and {#other} change places",
  variants: COLOURS.flatMap((one) => COLOURS.filter((other) => other > one).map((other) => ({ one, other }))),
  draw: (random, { one, other }) =>
    drawPicture(random, {
      sides: [3, 10],
      colours: [one, other, ...random.shuffled(coloursBut(one, other)).slice(0, 2)],
    }),
  fits: (grid, { one, other }) => [one, other].every((colour) => coloursIn(grid).includes(colour)),
  steps: (grid, { one, other }) => [
    recoloured(grid, (colour) => (colour === one ? other : colour === other ? one : colour)),
  ],
});
