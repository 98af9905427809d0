/**
 * @file A frame around the picture, which grows by it.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, COLOURS, coloursBut, LARGEST_SIDE, mapped } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

export const frame = defineConcept({
  name: "frame",
  sentence: "the picture gets a frame ({#colour}, {thickness} thick)",
  variants: [1, 2].flatMap((thickness) => COLOURS.map((colour) => ({ colour, thickness }))),
  draw: (random, { colour, thickness }) =>
    drawPicture(random, { sides: [2, LARGEST_SIDE - 2 * thickness], colours: coloursBut(colour) }),
  fits: (grid, { thickness }) => Math.max(grid.length, grid[0]?.length ?? 0) + 2 * thickness <= LARGEST_SIDE,
  steps: (grid, { colour, thickness }) =>
    Array.from({ length: thickness }, (_, layer) => framed(grid, colour, layer + 1)),
});

function framed(grid: Grid, colour: number, thickness: number): Grid {
  return mapped(
    grid.length + 2 * thickness,
    (grid[0]?.length ?? 0) + 2 * thickness,
    (row, column) => at(grid, row - thickness, column - thickness) ?? colour,
  );
}
