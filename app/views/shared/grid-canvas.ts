/**
 * @file A canvas element that shows a grid.
 */

import { canvasSize, type GridSize, union } from "../../draw/fit.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import { isEmpty, paintNoGrid } from "../../draw/no-grid.ts";
import { type GridPicture, paintGrid } from "../../draw/paint-grid.ts";

/** CSS pixels. */
const LEAST_FOR_WORDS = 44;

/** Device pixels per CSS pixel. */
export const pixelRatio = (): number => globalThis.devicePixelRatio || 1;

/** Draws the grid; the canvas is as large as the larger of the grid and `least`. */
export function drawOn(
  canvas: HTMLCanvasElement,
  picture: GridPicture,
  style: GridStyle,
  { scale, least }: { readonly scale: number; readonly least?: GridSize | undefined },
): void {
  const { width, height } = canvasSize(union(picture.board, least), scale);
  const context = canvas.getContext("2d");
  if (context === null) return;
  // To set a size clears the canvas, and costs more than clearing it.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.clearRect(0, 0, width, height);
  paintGrid(context, picture, style, scale);
  // Where there is no room for the words, the caption says it.
  if (isEmpty(picture.board) && width > LEAST_FOR_WORDS * pixelRatio()) {
    paintNoGrid(context, { x: width / 2, y: height / 2 }, style.theme, pixelRatio());
  }
}

/** The cell of the canvas under the pointer; null beside the grid. */
export function cellAt(
  event: PointerEvent,
  canvas: HTMLCanvasElement,
  picture: GridPicture,
  side: number,
  scale: number,
): number | null {
  const box = canvas.getBoundingClientRect();
  const toCells = canvas.width / Math.max(1, box.width) / scale;
  const column = Math.floor((event.clientX - box.left) * toCells);
  const row = Math.floor((event.clientY - box.top) * toCells);
  const { rows, columns } = picture.board;
  return row < 0 || column < 0 || row >= rows || column >= columns ? null : row * side + column;
}
