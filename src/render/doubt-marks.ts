/**
 * @file Marks that say how unsure a model is of each cell: a square in its lower right corner, the larger the less sure. Never a tint,
 * as with outlines.
 */

import type { Board } from "./board.ts";
import { inkOn } from "./colour.ts";
import type { BoardPlace } from "./draw-board.ts";
import { type Rect, rect } from "./scene.ts";
import type { Theme } from "./theme.ts";

/** Below this many pixels per cell a mark would hide what it is about. */
export const LEAST_MARKED_SCALE = 6;
/** Below this share of doubt a mark would be smaller than a pixel anyway. */
const LEAST_DOUBT = 0.02;

/** Of each cell of a canvas of `side`² cells, 0 (sure) to 1: see `doubt.ts`. */
export interface Doubts {
  readonly values: Float32Array;
  readonly side: number;
}

export function doubtMarks(
  { values, side }: Doubts,
  { rows, columns, looks }: Board,
  { x, y, scale }: BoardPlace,
  theme: Theme,
): Rect[] {
  const most = Math.max(2, Math.round(scale * 0.5));
  const rects: Rect[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const doubt = values[row * side + column] ?? 0;
      if (doubt < LEAST_DOUBT) continue;
      const size = Math.max(1, Math.round(most * Math.sqrt(doubt)));
      const fill = inkOn(looks[row * columns + column]?.fill ?? theme.ground);
      rects.push(rect(x + (column + 1) * scale - size, y + (row + 1) * scale - size, size, size, fill));
    }
  }
  return rects;
}
