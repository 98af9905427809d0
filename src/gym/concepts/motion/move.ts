/**
 * @file Everything moves the same way.
 */

import { at, BLACK, blank, COLOURS, cellsWhere, isInside, mapped } from "../../grid/canvas.ts";
import { DIRECTIONS, type Direction, vector } from "../../grid/directions.ts";
import { placeObjects } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

const DISTANCES = [1, 2, 3];

export const move = defineConcept({
  name: "move",
  sentence: "everything moves {distance} {direction}",
  variants: DIRECTIONS.flatMap((direction: Direction) => DISTANCES.map((distance) => ({ direction, distance }))),
  draw(random, { direction, distance }) {
    const [down, right] = vector(direction).map((step) => step * distance);
    const [rows, columns] = [random.side(6, 10), random.side(6, 10)];
    // The part of the picture from which nothing moves out.
    const safe = blank(rows - Math.abs(down ?? 0), columns - Math.abs(right ?? 0));
    placeObjects(random, safe, { count: random.between(1, 4), cells: [2, 5], colours: COLOURS });
    const [top, left] = [Math.max(0, -(down ?? 0)), Math.max(0, -(right ?? 0))];
    return mapped(rows, columns, (row, column) => at(safe, row - top, column - left));
  },
  fits(grid, { direction, distance }) {
    const [down, right] = vector(direction);
    const cells = cellsWhere(grid, (colour) => colour !== BLACK);
    return (
      cells.length > 0 &&
      cells.every(([row, column]) => isInside(grid, row + down * distance, column + right * distance))
    );
  },
  steps(grid, { direction, distance }) {
    const [down, right] = vector(direction);
    return Array.from({ length: distance }, (_, step) =>
      mapped(grid.length, grid[0]?.length ?? 0, (row, column) =>
        at(grid, row - down * (step + 1), column - right * (step + 1)),
      ),
    );
  },
});
