/**
 * @file Pictures for concepts that take any: a few objects on black, or a cloth of colours.
 */

import { blank, type Canvas } from "../grid/canvas.ts";
import { placeObjects, speckled } from "../grid/place.ts";
import type { Random } from "../random.ts";

export interface PictureOptions {
  /** Rows and columns, at least and at most. */
  readonly sides: readonly [number, number];
  readonly colours: readonly number[];
}

export function drawPicture(random: Random, { sides: [least, most], colours }: PictureOptions): Canvas {
  const [rows, columns] = [random.side(least, most), random.side(least, most)];
  const palette = random.shuffled(colours).slice(0, random.between(1, 4));
  if (Math.min(rows, columns) < 5 || random.chance(1, 3)) {
    return speckled(random, rows, columns, palette, random.between(3, 7));
  }
  const canvas = blank(rows, columns);
  placeObjects(random, canvas, { count: random.between(2, 4), cells: [2, 5], colours: palette });
  return canvas;
}
