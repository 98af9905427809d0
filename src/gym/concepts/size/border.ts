/**
 * @file The outermost cells coloured over.
 */

import { at, COLOURS, coloursBut, mapped } from "../../grid/canvas.ts";
import { defineConcept } from "../concept.ts";
import { drawPicture } from "../draw-picture.ts";

export const border = defineConcept({
  name: "border",
  sentence: "the outermost cells turn {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw: (random, { colour }) => drawPicture(random, { sides: [4, 10], colours: coloursBut(colour) }),
  fits: (grid) => Math.min(grid.length, grid[0]?.length ?? 0) >= 3,
  steps(grid, { colour }) {
    const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
    const isOutermost = (row: number, column: number) =>
      row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
    return [mapped(rows, columns, (row, column) => (isOutermost(row, column) ? colour : at(grid, row, column)))];
  },
});
