/**
 * @file A colour spreads from a cell until walls stop it.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, COLOURS, cellsWhere, coloursBut, copyOf, paint } from "../../grid/canvas.ts";
import { SIDES, vector } from "../../grid/directions.ts";
import { componentsOf } from "../../grid/objects.ts";
import { randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const flood = defineConcept({
  name: "flood",
  sentence: "colours flood the room that they stand in, up to the {#walls} walls",
  variants: COLOURS.map((walls) => ({ walls })),
  draw(random, { walls }) {
    const canvas = randomCanvas(random, 5);
    const [rows, columns] = [canvas.length, canvas[0]?.length ?? 0];
    // Walls across the whole picture, some with a door.
    const wallRow = random.between(1, rows - 2);
    const wallColumn = random.between(1, columns - 2);
    const [horizontal, vertical] = random.pick([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ] as const);
    if (horizontal) for (let column = 0; column < columns; column++) paint(canvas, wallRow, column, walls);
    if (vertical) for (let row = 0; row < rows; row++) paint(canvas, row, wallColumn, walls);
    if (horizontal && random.chance(1, 4)) paint(canvas, wallRow, random.below(columns), BLACK);
    for (let seeds = random.between(1, 3); seeds > 0; seeds--) {
      const free = cellsWhere(canvas, (colour) => colour === BLACK);
      if (free.length === 0) return undefined;
      const [row, column] = random.pick(free);
      paint(canvas, row, column, random.pick(coloursBut(walls)));
    }
    return canvas;
  },
  fits(grid, { walls }) {
    const rooms = roomsOf(grid, walls);
    const inked = rooms.map((room) => room.filter((colour) => colour !== BLACK).length);
    const isFlooded = (index: number) => inked[index] === 1 && (rooms[index]?.length ?? 0) > 2;
    return rooms.length > 1 && inked.every((seeds) => seeds <= 1) && rooms.some((_, index) => isFlooded(index));
  },
  steps(grid, { walls }) {
    const steps: Grid[] = [];
    for (let next = spread(grid, walls); next !== undefined; next = spread(next, walls)) steps.push(next);
    return steps;
  },
});

/** The colours of each room. */
function roomsOf(grid: Grid, walls: number): number[][] {
  const plan = grid.map((row) => row.map((colour) => (colour === walls ? 1 : 0)));
  return componentsOf(plan, "sides", (colour) => colour === 0).map(({ cells }) =>
    cells.map(([row, column]) => at(grid, row, column) ?? BLACK),
  );
}

/** Every black cell beside a coloured one that is no wall takes its colour; `undefined` where none is. */
function spread(grid: Grid, walls: number): Grid | undefined {
  const canvas = copyOf(grid);
  let changed = false;
  for (const [row, column] of cellsWhere(grid, (colour) => colour === BLACK)) {
    const beside = SIDES.map((side) => at(grid, row + vector(side)[0], column + vector(side)[1]));
    const colour = beside.find((neighbour) => neighbour !== undefined && neighbour !== BLACK && neighbour !== walls);
    if (colour === undefined) continue;
    paint(canvas, row, column, colour);
    changed = true;
  }
  return changed ? canvas : undefined;
}
