/**
 * @file Grey cells take the colour that stands at the head of their row or column.
 */

import { at, BLACK, cellsWhere, coloursBut, coloursIn, GREY, mapped } from "../../grid/canvas.ts";
import { isVertical, SIDES, type Side } from "../../grid/directions.ts";
import { defineConcept } from "../concept.ts";

export const takeHeader = defineConcept({
  name: "take-header",
  sentence: "grey cells take the colour that stands at the edge of their line ({edge})",
  variants: SIDES.map((edge: Side) => ({ edge })),
  draw(random, { edge }) {
    const [rows, columns] = [random.side(4, 10), random.side(4, 10)];
    const palette = random.shuffled(coloursBut(GREY)).slice(0, random.between(2, 5));
    const heads = Array.from({ length: Math.max(rows, columns) }, () => random.pick(palette));
    return mapped(rows, columns, (row, column) => {
      const depth = depthOf(row, column, rows, columns, edge);
      if (depth === 0) return heads[isVertical(edge) ? column : row];
      return depth > 1 && random.chance(3, 10) ? GREY : BLACK;
    });
  },
  fits(grid, { edge }) {
    const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
    const heads = cellsWhere(grid, (_, row, column) => depthOf(row, column, rows, columns, edge) === 0);
    const body = cellsWhere(grid, (_, row, column) => depthOf(row, column, rows, columns, edge) > 0);
    const colours = heads.map(([row, column]) => at(grid, row, column));
    return (
      colours.every((colour) => colour !== GREY && colour !== BLACK) &&
      new Set(colours).size > 1 &&
      body.every(([row, column]) => [BLACK, GREY].includes(at(grid, row, column) ?? BLACK)) &&
      coloursIn(grid).includes(GREY)
    );
  },
  steps(grid, { edge }) {
    const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
    const lines = isVertical(edge) ? columns : rows;
    const last = { up: 0, left: 0, down: rows - 1, right: columns - 1 }[edge];
    const headOf = (line: number) => (isVertical(edge) ? at(grid, last, line) : at(grid, line, last));
    return Array.from({ length: lines }, (_, done) =>
      mapped(rows, columns, (row, column) => {
        const line = isVertical(edge) ? column : row;
        const colour = at(grid, row, column);
        return colour === GREY && line <= done ? headOf(line) : colour;
      }),
    );
  },
});

/** How far a cell lies from the edge with the colours. */
function depthOf(row: number, column: number, rows: number, columns: number, edge: Side): number {
  return { up: row, down: rows - 1 - row, left: column, right: columns - 1 - column }[edge];
}
