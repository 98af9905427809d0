/**
 * @file Two cells of one colour in line with each other are joined.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, coloursBut, paint, painted } from "../../grid/canvas.ts";
import { objectsOf } from "../../grid/objects.ts";
import { randomCanvas } from "../../grid/place.ts";
import type { Random } from "../../random.ts";
import { defineConcept } from "../concept.ts";

const OWN = "its own";

export const connect = defineConcept({
  name: "connect",
  sentence: "two cells of one colour in a row or column are joined by a line ({line} colour)",
  variants: [OWN, ...COLOURS].map((line) => ({ line })),
  draw(random, { line }) {
    const canvas = randomCanvas(random, 5);
    const colours = random.shuffled(typeof line === "number" ? coloursBut(line) : COLOURS);
    const taken: Cell[] = [];
    for (const colour of colours.slice(0, random.between(2, 4))) {
      const way = drawWay(random, canvas, taken);
      if (way === undefined) continue;
      for (const [row, column] of [way[0], way.at(-1)].flatMap((cell) => (cell === undefined ? [] : [cell]))) {
        paint(canvas, row, column, colour);
      }
      taken.push(...way);
    }
    return canvas;
  },
  fits(grid, { line }) {
    const ways = waysIn(grid);
    const between = ways.flatMap(({ cells }) => cells);
    const cells = grid.flat().filter((colour) => colour !== BLACK);
    return (
      ways.length > 0 &&
      objectsOf(grid).length === cells.length &&
      !cells.some((colour) => colour === line) &&
      new Set(between.map(String)).size === between.length
    );
  },
  steps(grid, { line }) {
    const steps: Grid[] = [];
    for (const { cells, colour } of waysIn(grid)) {
      steps.push(painted(steps.at(-1) ?? grid, cells, typeof line === "number" ? line : colour));
    }
    return steps;
  },
});

interface Way {
  readonly colour: number;
  /** Between the two ends, without them. */
  readonly cells: readonly Cell[];
}

/** From every cell to the right and down: the ways over black to a cell of the same colour. */
function waysIn(grid: Grid): Way[] {
  const ways: Way[] = [];
  for (const { colour, cells } of objectsOf(grid)) {
    for (const [row, column] of cells) {
      for (const [down, right] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const way: Cell[] = [];
        let cell: Cell = [row + down, column + right];
        for (; at(grid, cell[0], cell[1]) === BLACK; cell = [cell[0] + down, cell[1] + right]) way.push(cell);
        if (way.length > 0 && at(grid, cell[0], cell[1]) === colour) ways.push({ colour, cells: way });
      }
    }
  }
  return ways;
}

/** A straight way of four cells or more that keeps clear of those taken. */
function drawWay(random: Random, canvas: Grid, taken: readonly Cell[]): Cell[] | undefined {
  for (let tries = 0; tries < 30; tries++) {
    const [row, column] = [random.below(canvas.length), random.below(canvas[0]?.length ?? 1)];
    const [down, right] = random.pick([
      [0, 1],
      [1, 0],
    ] as const);
    const way = Array.from({ length: random.between(4, 9) }, (_, n): Cell => [row + down * n, column + right * n]);
    const clear = way.every(
      ([r, c]) =>
        at(canvas, r, c) !== undefined && taken.every((cell) => Math.abs(cell[0] - r) > 1 || Math.abs(cell[1] - c) > 1),
    );
    if (clear) return way;
  }
  return undefined;
}
