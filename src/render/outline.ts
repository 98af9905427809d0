/**
 * @file Outlines around the cells that differ. Never a tint: that would change an ARC colour. The line runs inside the cells it
 * is about, in black or white by what stands out on each, and where such cells touch there is one outline around all of them.
 */

import type { Board, Difference } from "./board.ts";
import { type Colour, inkOn } from "./colour.ts";
import type { BoardPlace } from "./draw-board.ts";
import { type Rect, rect } from "./scene.ts";
import type { Theme } from "./theme.ts";

export function outline(difference: Difference, board: Board, place: BoardPlace, theme: Theme): Rect[] {
  const rects: Rect[] = [];
  for (let row = 0; row < difference.rows; row++) {
    for (let column = 0; column < difference.columns; column++) {
      if (!difference.has(row, column)) continue;
      rects.push(...cellOutline(difference, row, column, place, strokeOn(board, row, column, theme)));
    }
  }
  return rects;
}

/** A cell that the board lacks lies on the picture's ground, and is pointed out quietly: there is nothing to see. */
function strokeOn({ rows, columns, looks }: Board, row: number, column: number, theme: Theme): Colour {
  if (row >= rows || column >= columns) return theme.quiet;
  return inkOn(looks[row * columns + column]?.fill ?? theme.ground);
}

function cellOutline(
  { has }: Difference,
  row: number,
  column: number,
  { x, y, scale }: BoardPlace,
  stroke: Colour,
): Rect[] {
  const thickness = Math.max(1, Math.round(scale / 14));
  const inset = scale < 8 ? 0 : Math.max(1, Math.round(scale / 16));
  // The cell between its lines.
  const [left, top] = [x + column * scale + 1, y + row * scale + 1];
  const [right, bottom] = [left + scale - 1, top + scale - 1];
  const [n, s] = [has(row - 1, column), has(row + 1, column)];
  const [w, e] = [has(row, column - 1), has(row, column + 1)];
  const depth = inset + thickness;
  // Towards a neighbour that differs too the line goes on, over the line between the cells.
  const [from, to] = [w ? left - 1 : left + inset, e ? right : right - inset];
  const [above, below] = [n ? top - 1 : top + inset, s ? bottom : bottom - inset];
  const rects: Rect[] = [];
  if (!n) rects.push(rect(from, top + inset, to - from, thickness, stroke));
  if (!s) rects.push(rect(from, bottom - depth, to - from, thickness, stroke));
  if (!w) rects.push(rect(left + inset, above, thickness, below - above, stroke));
  if (!e) rects.push(rect(right - depth, above, thickness, below - above, stroke));

  /** Where both neighbours differ and the cell between them does not, the outline turns inside this cell. */
  function corner(isLeft: boolean, isTop: boolean): void {
    // The line between two cells belongs to the right or lower one.
    const [width, height] = [isLeft ? depth + 1 : depth, isTop ? depth + 1 : depth];
    const [x0, y0] = [isLeft ? left - 1 : right - depth, isTop ? top - 1 : bottom - depth];
    rects.push(rect(x0, isTop ? top + inset : bottom - depth, width, thickness, stroke));
    rects.push(rect(isLeft ? left + inset : right - depth, y0, thickness, height, stroke));
  }
  if (n && w && !has(row - 1, column - 1)) corner(true, true);
  if (n && e && !has(row - 1, column + 1)) corner(false, true);
  if (s && w && !has(row + 1, column - 1)) corner(true, false);
  if (s && e && !has(row + 1, column + 1)) corner(false, false);
  return rects;
}
