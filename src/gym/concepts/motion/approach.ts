/**
 * @file One object goes to another.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, coloursBut, painted } from "../../grid/canvas.ts";
import { DIAGONALS, type Direction, SIDES, vector } from "../../grid/directions.ts";
import { areApart, type Box, type GridObject, objectsOf } from "../../grid/objects.ts";
import { place, placeObjects, randomCanvas } from "../../grid/place.ts";
import { movedBy, polyomino, rectangle, same } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const approach = defineConcept({
  name: "approach",
  sentence: "the {#mover} object goes straight to the {#target} one until they touch",
  variants: COLOURS.flatMap((mover) => coloursBut(mover).map((target) => ({ mover, target }))),
  draw(random, { mover, target }) {
    const canvas = randomCanvas(random, 6);
    place(random, canvas, rectangle(random.between(1, 3), random.between(1, 3)), target);
    place(random, canvas, polyomino(random, random.between(2, 5)), mover, { gap: 2 });
    const colours = coloursBut(mover, target);
    placeObjects(random, canvas, { count: random.between(0, 1), cells: [1, 3], colours });
    return canvas;
  },
  fits(grid, { mover, target }) {
    const pair = moverAndTarget(grid, mover, target);
    return pair !== undefined && areApart(grid, objectsOf(grid)) && stepsToward(grid, pair).length > 0;
  },
  steps(grid, { mover, target }) {
    const pair = moverAndTarget(grid, mover, target);
    return pair === undefined ? [] : stepsToward(grid, pair);
  },
});

interface Meeting {
  readonly mover: GridObject;
  readonly target: GridObject;
}

/** The only objects of these colours. */
function moverAndTarget(grid: Grid, mover: number, target: number): Meeting | undefined {
  const [first, ...others] = objectsOf(grid).filter(({ colour }) => colour === mover);
  const [second, ...more] = objectsOf(grid).filter(({ colour }) => colour === target);
  if (first === undefined || second === undefined || others.length > 0 || more.length > 0) return undefined;
  return { mover: first, target: second };
}

/** The grid after every cell of the way; nothing where it is not straight, is barred, or leads past a corner of the target. */
function stepsToward(grid: Grid, { mover, target }: Meeting): Grid[] {
  const direction = wayTo(mover.box, target.box);
  const steps: Grid[] = [];
  if (direction === undefined) return steps;
  const emptied = painted(grid, mover.cells, BLACK);
  for (let cells = mover.cells; ; ) {
    cells = movedBy(cells, direction);
    if (cells.some(([row, column]) => at(emptied, row, column) !== BLACK)) return [];
    steps.push(painted(emptied, cells, mover.colour));
    if (touches(cells, target, SIDES)) return steps;
    if (touches(cells, target, DIAGONALS)) return [];
  }
}

function touches(cells: readonly Cell[], target: GridObject, directions: readonly Direction[]): boolean {
  return directions.some((direction) =>
    movedBy(cells, vector(direction)).some((beside) => target.cells.some((cell) => same(cell, beside))),
  );
}

/** The direction in which a box lies, if it is straight ahead for a part of this one at least. */
function wayTo(from: Box, to: Box): Cell | undefined {
  const sharesRows = from.top < to.top + to.rows && to.top < from.top + from.rows;
  const sharesColumns = from.left < to.left + to.columns && to.left < from.left + from.columns;
  if (sharesRows === sharesColumns) return undefined;
  return sharesRows ? [0, Math.sign(to.left - from.left)] : [Math.sign(to.top - from.top), 0];
}
