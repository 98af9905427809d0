/**
 * @file Two objects of one colour that face each other are joined by a bridge as broad as they face each other.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, COLOURS, cellsOf, coloursBut, mapped, painted } from "../../grid/canvas.ts";
import { areApart, type Box, type GridObject, isSolid, objectsOf } from "../../grid/objects.ts";
import { place, randomCanvas } from "../../grid/place.ts";
import { rectangle } from "../../grid/shapes.ts";
import { defineConcept } from "../concept.ts";

export const bridge = defineConcept({
  name: "bridge",
  sentence: "two blocks of one colour that face each other are joined by a {#colour} bridge",
  variants: COLOURS.map((colour) => ({ colour })),
  draw(random, { colour }) {
    const canvas = randomCanvas(random, 6);
    for (const block of random.shuffled(coloursBut(colour)).slice(0, random.between(1, 2))) {
      for (let end = 0; end < 2; end++) {
        place(random, canvas, rectangle(random.between(1, 3), random.between(1, 3)), block);
      }
    }
    return canvas;
  },
  fits(grid, { colour }) {
    const objects = objectsOf(grid);
    const bridges = bridgesIn(grid);
    return (
      bridges.length > 0 &&
      bridges.length === new Set(objects.map((object) => object.colour)).size &&
      objects.length === 2 * bridges.length &&
      objects.every((object) => isSolid(object) && object.colour !== colour) &&
      areApart(grid, objects) &&
      bridges.every((cells) => cells.every(([row, column]) => at(grid, row, column) === BLACK)) &&
      new Set(bridges.flat().map(String)).size === bridges.flat().length
    );
  },
  steps(grid, { colour }) {
    const steps: Grid[] = [];
    for (const cells of bridgesIn(grid)) steps.push(painted(steps.at(-1) ?? grid, cells, colour));
    return steps;
  },
});

/** Between any two objects of one colour that face each other: the cells there. */
function bridgesIn(grid: Grid): Cell[][] {
  const objects = objectsOf(grid);
  return objects.flatMap((one, index) =>
    objects
      .slice(index + 1)
      .filter(({ colour }) => colour === one.colour)
      .map((other) => cellsBetween(one, other))
      .filter((cells) => cells.length > 0),
  );
}

interface Span {
  readonly start: number;
  readonly length: number;
}

function cellsBetween({ box: a }: GridObject, { box: b }: GridObject): Cell[] {
  const [rowsA, rowsB, columnsA, columnsB] = [rowsOf(a), rowsOf(b), columnsOf(a), columnsOf(b)];
  const [sharedRows, sharedColumns] = [shared(rowsA, rowsB), shared(columnsA, columnsB)];
  if (sharedRows.length > 0) return boxCells(sharedRows, gap(columnsA, columnsB));
  return sharedColumns.length > 0 ? boxCells(gap(rowsA, rowsB), sharedColumns) : [];
}

const rowsOf = ({ top, rows }: Box): Span => ({ start: top, length: rows });
const columnsOf = ({ left, columns }: Box): Span => ({ start: left, length: columns });

function shared(a: Span, b: Span): Span {
  const start = Math.max(a.start, b.start);
  return { start, length: Math.max(0, Math.min(a.start + a.length, b.start + b.length) - start) };
}

function gap(a: Span, b: Span): Span {
  const start = Math.min(a.start + a.length, b.start + b.length);
  return { start, length: Math.max(0, Math.max(a.start, b.start) - start) };
}

function boxCells(rows: Span, columns: Span): Cell[] {
  const box = mapped(rows.length, columns.length, () => BLACK);
  return cellsOf(box).map(([row, column]): Cell => [rows.start + row, columns.start + column]);
}
