/**
 * @file A line around every object.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, coloursBut, countOf, painted } from "../../grid/canvas.ts";
import { DIRECTIONS, SIDES, vector } from "../../grid/directions.ts";
import { areApart, type GridObject, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Corners = "with" | "without";
const CORNERS: readonly Corners[] = ["with", "without"];

export const outline = defineConcept({
  name: "outline",
  sentence: "every object gets an outline ({#colour}, {corners} corners)",
  variants: CORNERS.flatMap((corners) => COLOURS.map((colour) => ({ colour, corners }))),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    const colours = random.shuffled(coloursBut(colour)).slice(0, random.between(1, 3));
    placeObjects(random, canvas, { count: random.between(1, 3), cells: [1, 5], colours, gap: 3 });
    return canvas;
  },
  fits(grid, { colour }) {
    const objects = objectsOf(grid);
    return objects.length > 0 && countOf(grid, colour) === 0 && areApart(grid, objects);
  },
  steps(grid, { colour, corners }) {
    const steps: Grid[] = [];
    for (const object of objectsOf(grid)) {
      steps.push(painted(steps.at(-1) ?? grid, cellsAround(grid, object, corners), colour));
    }
    return steps;
  },
});

function cellsAround(grid: Grid, { cells }: GridObject, corners: Corners): Cell[] {
  return cells
    .flatMap(([row, column]) =>
      (corners === "with" ? DIRECTIONS : SIDES).map((direction): Cell => {
        const [down, right] = vector(direction);
        return [row + down, column + right];
      }),
    )
    .filter(([row, column]) => at(grid, row, column) === BLACK);
}
