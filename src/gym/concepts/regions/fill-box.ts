/**
 * @file Every object is filled up to the box around it.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, type Cell, COLOURS, cellsWhere, coloursBut, coloursIn, countOf, painted } from "../../grid/canvas.ts";
import { areApart, boxPart, type GridObject, isSolid, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const fillBox = defineConcept({
  name: "fill-box",
  sentence: "black in the box around an object turns {#colour}",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 5);
    const colours = random.shuffled(coloursBut(colour)).slice(0, random.between(1, 3));
    placeObjects(random, canvas, { count: random.between(1, 4), cells: [3, 6], colours });
    return canvas;
  },
  fits(grid, { colour }) {
    const objects = objectsOf(grid);
    return (
      objects.some((object) => !isSolid(object)) &&
      countOf(grid, colour) === 0 &&
      areApart(grid, objects) &&
      objects.every(({ box }) => coloursIn(boxPart(grid, box)).length === 1) &&
      areBoxesApart(grid, objects)
    );
  },
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const object of objectsOf(grid)) {
      steps.push(painted(steps.at(-1) ?? grid, cellsToFill(grid, object), colour));
    }
    return steps;
  },
});

function cellsToFill(grid: Grid, { box }: GridObject): Cell[] {
  return cellsWhere(boxPart(grid, box), (colour) => colour === BLACK).map(
    ([row, column]): Cell => [box.top + row, box.left + column],
  );
}

function areBoxesApart(grid: Grid, objects: readonly GridObject[]): boolean {
  const cells = objects.flatMap((object) => [...object.cells, ...cellsToFill(grid, object)]);
  return new Set(cells.map(String)).size === cells.length;
}
