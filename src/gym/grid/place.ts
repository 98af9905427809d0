/**
 * @file Putting shapes onto a canvas where there is room.
 */

import type { Random } from "../random.ts";
import { at, BLACK, blank, type Canvas, type Cell, cellsOf, LARGEST_SIDE, paint } from "./canvas.ts";
import { movedBy, polyomino, type Shape } from "./shapes.ts";

export interface Room {
  /** Black cells that must lie between this and what is there (1: they do not touch, corners included). */
  readonly gap?: number;
  /** Cells that must lie between this and the edges. */
  readonly margin?: number;
}

/** Everywhere the shape has room. */
function placesFor(canvas: Canvas, shape: Shape, { gap = 1, margin = 0 }: Room = {}): Cell[][] {
  const [rows, columns] = [canvas.length, canvas[0]?.length ?? 0];
  return cellsOf(canvas)
    .map((corner) => movedBy(shape, corner))
    .filter((cells) =>
      cells.every(
        ([row, column]) =>
          row >= margin &&
          column >= margin &&
          row < rows - margin &&
          column < columns - margin &&
          isFree(canvas, row, column, gap),
      ),
    );
}

function isFree(canvas: Canvas, row: number, column: number, gap: number): boolean {
  for (let down = -gap; down <= gap; down++) {
    for (let right = -gap; right <= gap; right++) {
      if ((at(canvas, row + down, column + right) ?? BLACK) !== BLACK) return false;
    }
  }
  return true;
}

/** Paints the shape at a random place where it has room and gives its cells; `undefined` where there is none. */
export function place(
  random: Random,
  canvas: Canvas,
  shape: Shape,
  colour: number,
  room?: Room,
): readonly Cell[] | undefined {
  const places = placesFor(canvas, shape, room);
  if (places.length === 0) return undefined;
  const cells = random.pick(places);
  for (const [row, column] of cells) paint(canvas, row, column, colour);
  return cells;
}

/** A black canvas with sides from `least` to `most`. */
export function randomCanvas(random: Random, least = 5, most = LARGEST_SIDE): Canvas {
  return blank(random.side(least, most), random.side(least, most));
}

export interface ObjectChoice extends Room {
  readonly count: number;
  /** Cells of an object, at least and at most. */
  readonly cells: readonly [number, number];
  readonly colours: readonly number[];
}

/** Puts up to `count` objects, none touching another, onto the canvas; gives how many found room. */
export function placeObjects(random: Random, canvas: Canvas, { count, cells, colours, ...room }: ObjectChoice): number {
  let placed = 0;
  for (let n = 0; n < count; n++) {
    const shape = polyomino(random, random.between(cells[0], cells[1]));
    if (place(random, canvas, shape, random.pick(colours), room) !== undefined) placed++;
  }
  return placed;
}

/** A grid of cells coloured at random, `share` of ten of them, the others black. */
export function speckled(
  random: Random,
  rows: number,
  columns: number,
  colours: readonly number[],
  share: number,
): Canvas {
  return blank(rows, columns).map((row) => row.map(() => (random.chance(share, 10) ? random.pick(colours) : BLACK)));
}
