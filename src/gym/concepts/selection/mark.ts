/**
 * @file A part of every block gets a colour.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { type Cell, COLOURS, coloursBut, countOf, painted } from "../../grid/canvas.ts";
import { areApart, type Box, isSolid, objectsOf } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { rectangle } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

type Part = "corners" | "centre cell";
const PARTS: readonly Part[] = ["corners", "centre cell"];

export const mark = defineConcept({
  name: "mark",
  sentence: "every block has its {part} in {#colour}",
  variants: PARTS.flatMap((part) => COLOURS.map((colour) => ({ part, colour }))),
  draw(random, { part, colour }) {
    const canvas = randomCanvas(random, 5);
    const palette = random.shuffled(coloursBut(colour)).slice(0, random.between(1, 3));
    const sides = part === "centre cell" ? [3, 5] : [2, 3, 4, 5];
    for (let count = random.between(1, 3); count > 0; count--) {
      place(random, canvas, rectangle(random.pick(sides), random.pick(sides)), random.pick(palette));
    }
    return canvas;
  },
  fits(grid, { part, colour }) {
    const objects = objectsOf(grid);
    return (
      objects.length > 0 &&
      countOf(grid, colour) === 0 &&
      areApart(grid, objects) &&
      objects.every(({ box: { rows, columns } }) => rows > 1 && columns > 1) &&
      objects.every(isSolid) &&
      (part === "corners" || objects.every(({ box: { rows, columns } }) => rows % 2 === 1 && columns % 2 === 1))
    );
  },
  steps(grid, { part, colour }) {
    const steps: Grid[] = [];
    for (const { box } of objectsOf(grid)) steps.push(painted(steps.at(-1) ?? grid, cellsOfPart(box, part), colour));
    return steps;
  },
});

function cellsOfPart({ top, left, rows, columns }: Box, part: Part): Cell[] {
  if (part === "centre cell") return [[top + (rows - 1) / 2, left + (columns - 1) / 2]];
  const [bottom, right] = [top + rows - 1, left + columns - 1];
  return [
    [top, left],
    [top, right],
    [bottom, left],
    [bottom, right],
  ];
}
