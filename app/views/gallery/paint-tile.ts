/**
 * @file A thumbnail: the answer in the middle of its square, the sparkline under it, on one canvas.
 */

import { canvasSize, fitScale } from "../../draw/fit.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import { paintGrid } from "../../draw/paint-grid.ts";
import { paintSpark } from "./spark.ts";
import { TILE } from "./wall.ts";

export function paintTile(
  canvas: HTMLCanvasElement,
  tokens: Uint8Array,
  curve: readonly number[] | null,
  style: GridStyle,
  pixelRatio: number,
): void {
  const square = Math.round(TILE.picture * pixelRatio);
  const spark = Math.round(TILE.spark * pixelRatio);
  if (canvas.width !== square) canvas.width = square;
  if (canvas.height !== square + spark) canvas.height = square + spark;
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const board = style.board(tokens);
  const scale = fitScale(board, { width: TILE.picture, height: TILE.picture }, pixelRatio, 24);
  const size = canvasSize(board, scale);
  context.save();
  context.translate(Math.floor((square - size.width) / 2), Math.floor((square - size.height) / 2));
  paintGrid(context, { board }, style, scale);
  context.restore();
  if (curve !== null)
    paintSpark(context, curve, style.theme, { top: square, width: square, height: spark, pixelRatio });
}
