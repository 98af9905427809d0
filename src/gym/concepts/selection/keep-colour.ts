/**
 * @file All colours but one vanish.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, coloursBut, coloursIn, recoloured } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

export const keepColour = defineConcept({
  name: "keep-colour",
  sentence: "everything vanishes that is not {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw: (random, { colour }) =>
    drawPicture(random, { sides: [3, 10], colours: [colour, ...random.shuffled(coloursBut(colour)).slice(0, 2)] }),
  fits: (grid, { colour }) => coloursIn(grid).includes(colour) && coloursIn(grid).length > 1,
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const gone of coloursIn(grid).filter((other) => other !== colour)) {
      steps.push(recoloured(steps.at(-1) ?? grid, (other) => (other === gone ? BLACK : other)));
    }
    return steps;
  },
});
