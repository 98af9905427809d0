/**
 * @file What is left of the picture is one object, or the box around all of them.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, blank, type Cell, COLOURS, cellsWhere, painted } from "../../grid/canvas.ts";
import { areApart, boxOf, boxPart, extreme, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Kept = "largest" | "smallest" | "everything";
const KEPT: readonly Kept[] = ["largest", "smallest", "everything"];

export const crop = defineConcept({
  name: "crop",
  sentence: "the picture is cropped to its content ({to})",
  variants: KEPT.map((to) => ({ to })),
  draw(random) {
    const canvas = randomCanvas(random, 5);
    placeObjects(random, canvas, { count: random.between(2, 4), cells: [2, 7], colours: COLOURS });
    return canvas;
  },
  fits: (grid, { to }) => cellsToKeep(grid, to).length > 1 && (to === "everything" || areApart(grid, objectsOf(grid))),
  steps(grid, { to }) {
    const cells = cellsToKeep(grid, to);
    const alone = cells.reduce<Grid>(
      (canvas, [row, column]) => painted(canvas, [[row, column]], at(grid, row, column) ?? BLACK),
      blank(grid.length, grid[0]?.length ?? 0),
    );
    return [alone, boxPart(alone, boxOf(cells))];
  },
});

function cellsToKeep(grid: Grid, to: Kept): readonly Cell[] {
  if (to === "everything") return cellsWhere(grid, (colour) => colour !== BLACK);
  return extreme(objectsOf(grid), to)?.cells ?? [];
}
