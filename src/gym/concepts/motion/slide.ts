/**
 * @file Objects slide as a whole, until the edge, a wall or another object stops them.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, coloursBut, GREY, painted } from "../../grid/canvas.ts";
import { SIDES, type Side, vector } from "../../grid/directions.ts";
import { areApart, type GridObject, objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { movedBy, same } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const slide = defineConcept({
  name: "slide",
  sentence: "objects slide {direction} until the edge or something else stops them; grey ones stay",
  variants: SIDES.map((direction: Side) => ({ direction })),
  draw(random) {
    const canvas = randomCanvas(random, 6);
    placeObjects(random, canvas, { count: random.between(1, 2), cells: [1, 3], colours: [GREY] });
    placeObjects(random, canvas, { count: random.between(2, 4), cells: [2, 4], colours: coloursBut(GREY) });
    return canvas;
  },
  fits(grid, { direction }) {
    const movers = moversOf(grid);
    const end = stepsOf(grid, direction).at(-1);
    const distinct = new Set(movers.map(({ colour }) => colour)).size === movers.length;
    if (end === undefined || !distinct || !areApart(grid, objectsOf(grid))) return false;
    const [down, right] = vector(direction);
    const stopsEarly = ({ cells }: GridObject) =>
      cells.every(([row, column]) => at(end, row + down, column + right) !== undefined);
    return moversOf(end).some(stopsEarly);
  },
  steps: (grid, { direction }) => stepsOf(grid, direction),
});

/** Foremost first; again and again, since one may have stood in the way of another. */
function stepsOf(grid: Grid, direction: Side): Grid[] {
  const steps: Grid[] = [];
  let current = grid;
  for (let before = -1; before < steps.length; ) {
    before = steps.length;
    for (const mover of foremostFirst(moversOf(current), direction)) {
      const way = wayAhead(current, mover, direction);
      if (same(way, [0, 0])) continue;
      current = painted(painted(current, mover.cells, BLACK), movedBy(mover.cells, way), mover.colour);
      steps.push(current);
    }
  }
  return steps;
}

function moversOf(grid: Grid): GridObject[] {
  return objectsOf(grid).filter(({ colour }) => colour !== GREY);
}

function foremostFirst(movers: readonly GridObject[], direction: Side): GridObject[] {
  const [down, right] = vector(direction);
  const front = ({ cells }: GridObject) => Math.max(...cells.map(([row, column]) => down * row + right * column));
  return movers.toSorted((a, b) => front(b) - front(a));
}

/** How far the cells of an object can go together. */
function wayAhead(grid: Grid, { cells }: GridObject, direction: Side): Cell {
  const [down, right] = vector(direction);
  for (let distance = 1; ; distance++) {
    const ahead = movedBy(cells, [down * distance, right * distance]);
    const isOwn = (cell: Cell) => cells.some((own) => same(own, cell));
    if (!ahead.every((cell) => at(grid, cell[0], cell[1]) === BLACK || isOwn(cell))) {
      return [down * (distance - 1), right * (distance - 1)];
    }
  }
}
