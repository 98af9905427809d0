/**
 * @file A ray that crosses the picture diagonally and is thrown back by the edges beside its way.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, blank, type Cell, COLOURS, cellsWhere, isInside, paint, painted } from "../../grid/canvas.ts";
import { isVertical, SIDES, type Side, vector } from "../../grid/directions.ts";
import { defineConcept } from "../concept.ts";

export const bounce = defineConcept({
  name: "bounce",
  sentence: "a ray runs from the cell at the edge {direction} and {first}, thrown back at the edges beside its way",
  variants: SIDES.flatMap((direction: Side) =>
    SIDES.filter((first) => isVertical(first) !== isVertical(direction)).map((first: Side) => ({ direction, first })),
  ),
  draw(random, { direction }) {
    // Long in the direction of the ray and narrow across it, so that it is thrown back.
    const [long, narrow] = [random.between(6, 10), random.between(2, 6)];
    const canvas = isVertical(direction) ? blank(long, narrow) : blank(narrow, long);
    const across = random.below(narrow);
    const start = { up: [long - 1, across], down: [0, across], left: [across, long - 1], right: [across, 0] } as const;
    const [row, column] = start[direction];
    paint(canvas, row, column, random.pick(COLOURS));
    return canvas;
  },
  fits(grid, { direction, first }) {
    const [start, ...others] = cellsWhere(grid, (colour) => colour !== BLACK);
    if (start === undefined || others.length > 0) return false;
    const [down, right] = vector(direction);
    const atEdge = !isInside(grid, start[0] - down, start[1] - right);
    return atEdge && ray(grid, start, direction, first).length > 3;
  },
  steps(grid, { direction, first }) {
    const [start = [0, 0]] = cellsWhere(grid, (colour) => colour !== BLACK);
    const steps: Grid[] = [];
    for (const cell of ray(grid, start, direction, first)) {
      steps.push(painted(steps.at(-1) ?? grid, [cell], at(grid, start[0], start[1]) ?? BLACK));
    }
    return steps;
  },
});

/** The cells after the first. */
function ray(grid: Grid, start: Cell, direction: Side, first: Side): Cell[] {
  const [ahead, beside] = [vector(direction), vector(first)];
  const cells: Cell[] = [];
  let [row, column] = start;
  let sign = 1;
  for (;;) {
    if (!isInside(grid, row + sign * beside[0], column + sign * beside[1])) sign = -sign;
    row += ahead[0] + sign * beside[0];
    column += ahead[1] + sign * beside[1];
    if (!isInside(grid, row, column)) return cells;
    cells.push([row, column]);
  }
}
