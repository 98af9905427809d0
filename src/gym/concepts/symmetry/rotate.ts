/**
 * @file The picture turned, one quarter turn after the other.
 */

import { type Transform, transformGrid } from "../../../arc/dihedral.ts";
import { COLOURS } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

/** Clockwise quarter turns as `Transform`s, which count the other way round. */
const TURNS: readonly Transform[] = [3, 2, 1];

export const rotate = defineConcept({
  name: "rotate",
  sentence: "the picture turns clockwise (quarter turns: {turns})",
  variants: [1, 2, 3].map((turns) => ({ turns })),
  draw: (random) => drawPicture(random, { sides: [3, 10], colours: COLOURS }),
  fits: () => true,
  steps: (grid, { turns }) => TURNS.slice(0, turns).map((transform) => transformGrid(grid, transform)),
});
