/**
 * @file Objects that lack a property vanish.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, painted } from "../../grid/canvas.ts";
import { areApart, extreme, type GridObject, objectsOf, touchesBorder } from "../../grid/objects.ts";
import { defineConcept } from "../concept.ts";
import { drawObjects } from "../draw-objects.ts";

type Property = "largest" | "smallest" | "at the edge" | "off the edge";
const PROPERTIES: readonly Property[] = ["largest", "smallest", "at the edge", "off the edge"];

export const keep = defineConcept({
  name: "keep",
  sentence: "objects vanish, but for those that are {which}",
  variants: PROPERTIES.map((which) => ({ which })),
  draw: (random) => drawObjects(random, { count: random.between(2, 5), cells: [1, 6], colours: COLOURS }),
  fits(grid, { which }) {
    const objects = objectsOf(grid);
    const kept = keptIn(grid, which);
    return kept.length > 0 && kept.length < objects.length && areApart(grid, objects);
  },
  steps(grid, { which }) {
    const kept = new Set(keptIn(grid, which).map(({ cells }) => String(cells)));
    const steps: Grid[] = [];
    for (const { cells } of objectsOf(grid).filter((object) => !kept.has(String(object.cells)))) {
      steps.push(painted(steps.at(-1) ?? grid, cells, BLACK));
    }
    return steps;
  },
});

function keptIn(grid: Grid, which: Property): GridObject[] {
  const objects = objectsOf(grid);
  if (which === "largest" || which === "smallest") {
    const kept = extreme(objects, which);
    return kept === undefined ? [] : [kept];
  }
  return objects.filter((object) => touchesBorder(object, grid) === (which === "at the edge"));
}
