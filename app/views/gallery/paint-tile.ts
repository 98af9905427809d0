/**
 * @file A thumbnail: the answer in the middle of its square, the sparkline under it.
 */

import { canvasSize, fitScale } from "../../draw/fit.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import { isEmpty, paintNoGrid } from "../../draw/no-grid.ts";
import { paintGrid } from "../../draw/paint-grid.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import { paintSpark } from "./spark.ts";
import { TILE } from "./wall.ts";

/** From the top of the canvas, `left` device pixels from its left side, over whatever was there. */
export function paintTile(
  context: Canvas2D,
  left: number,
  tokens: Uint8Array,
  curve: readonly number[] | null,
  style: GridStyle,
  pixelRatio: number,
): void {
  const square = Math.round(TILE.picture * pixelRatio);
  const spark = Math.round(TILE.spark * pixelRatio);
  context.clearRect(left, 0, square, square + spark);
  const board = style.board(tokens);
  if (isEmpty(board)) paintNoGrid(context, { x: left + square / 2, y: square / 2 }, style.theme, pixelRatio);
  const scale = fitScale(board, { width: TILE.picture, height: TILE.picture }, pixelRatio, 24);
  const size = canvasSize(board, scale);
  context.save();
  context.translate(left + Math.floor((square - size.width) / 2), Math.floor((square - size.height) / 2));
  paintGrid(context, { board }, style, scale);
  context.restore();
  if (curve === null) return;
  context.save();
  context.translate(left, 0);
  paintSpark(context, curve, style.theme, { top: square, width: square, height: spark, pixelRatio });
  context.restore();
}
