/**
 * @file The mirror image.
 */

import { type Transform, transformGrid } from "../../../arc/dihedral.ts";
import { COLOURS } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

type Mirroring = "left-right" | "up-down" | "diagonal" | "other diagonal";

const TRANSFORM: Readonly<Record<Mirroring, Transform>> = {
  "left-right": 4,
  "up-down": 5,
  diagonal: 6,
  "other diagonal": 7,
};
const MIRRORINGS: readonly Mirroring[] = ["left-right", "up-down", "diagonal", "other diagonal"];

export const mirror = defineConcept({
  name: "mirror",
  sentence: "the picture is mirrored ({across})",
  variants: MIRRORINGS.map((across) => ({ across })),
  draw: (random) => drawPicture(random, { sides: [3, 10], colours: COLOURS }),
  fits: () => true,
  steps: (grid, { across }) => [transformGrid(grid, TRANSFORM[across])],
});
