/**
 * @file A grid on a canvas: cells, and over them what is pointed out. Nothing is ever tinted: outlines, corner marks, hatching.
 */

import { type Board, differenceOf } from "../../src/render/board.ts";
import { doubtMarks } from "../../src/render/doubt-marks.ts";
import { drawBoard } from "../../src/render/draw-board.ts";
import { outline } from "../../src/render/outline.ts";
import type { GridStyle } from "./grid-style.ts";
import { type Canvas2D, paintItems } from "./paint-items.ts";
import { imageOf, LEAST_DETAILED_SCALE } from "./pixels.ts";

export interface GridPicture {
  readonly board: Board;
  /** Cells that differ from it are outlined. */
  readonly reference?: Board | undefined;
  /** Of each cell of the canvas, 0 to 1: how unsure the model is of it. */
  readonly doubt?: Float32Array | null | undefined;
  /** A cell of the canvas that is framed. */
  readonly cell?: number | null | undefined;
}

/** At the origin, over whatever is there. `scale` is device pixels per cell. */
export function paintGrid(context: Canvas2D, picture: GridPicture, style: GridStyle, scale: number): void {
  const { board, reference } = picture;
  const place = { x: 0, y: 0, scale };
  if (scale < LEAST_DETAILED_SCALE) paintPixels(context, board, style, scale);
  else paintItems(context, drawBoard(board, place, { ...style, smallText: true }));
  if (scale < LEAST_DETAILED_SCALE) return;
  if (reference !== undefined) paintItems(context, outline(differenceOf(board, reference), board, place, style.theme));
  if (picture.doubt) {
    const doubts = { values: picture.doubt, side: style.side };
    paintItems(context, doubtMarks(doubts, board, place, style.theme));
  }
  if (picture.cell !== null && picture.cell !== undefined) frameCell(context, picture.cell, style, scale);
}

let enlarging: OffscreenCanvas | undefined;

function paintPixels(context: Canvas2D, board: Board, style: GridStyle, scale: number): void {
  const image = imageOf(board, style);
  if (image === undefined) return;
  // One for all: a canvas of its own for each of hundreds of thumbnails would cost more than the drawing.
  enlarging ??= new OffscreenCanvas(64, 64);
  if (enlarging.width < image.width) enlarging.width = image.width;
  if (enlarging.height < image.height) enlarging.height = image.height;
  enlarging.getContext("2d", { willReadFrequently: true })?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  const [columns, rows] = [image.width, image.height];
  context.drawImage(enlarging, 0, 0, columns, rows, 0, 0, columns * scale, rows * scale);
}

function frameCell(context: Canvas2D, cell: number, { side, theme }: GridStyle, scale: number): void {
  const thickness = Math.max(2, Math.round(scale / 10));
  const [left, top] = [(cell % side) * scale, Math.floor(cell / side) * scale];
  context.strokeStyle = theme.accent;
  context.lineWidth = thickness;
  context.strokeRect(left + thickness / 2, top + thickness / 2, scale + 1 - thickness, scale + 1 - thickness);
}
