/**
 * @file How large a grid is drawn: whole device pixels per cell, so that all cells are alike and lines are sharp.
 */

import { extent } from "../../src/render/draw-board.ts";

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** Largest scale, in device pixels, at which grids of up to this size fit into a box of CSS pixels. At least 1. */
export function fitScale(
  { rows, columns }: GridSize,
  box: { width: number; height: number },
  pixelRatio: number,
  most = 64,
): number {
  const across = (box.width * pixelRatio - 1) / Math.max(1, columns);
  const down = (box.height * pixelRatio - 1) / Math.max(1, rows);
  return Math.max(1, Math.min(Math.floor(Math.min(across, down)), Math.floor(most * pixelRatio)));
}

/** Device pixels of a canvas that a grid fills. */
export function canvasSize({ rows, columns }: GridSize, scale: number): { width: number; height: number } {
  return { width: extent(Math.max(1, columns), scale), height: extent(Math.max(1, rows), scale) };
}

/** The largest of both in each direction. */
export function union(a: GridSize, b: GridSize | undefined): GridSize {
  return { rows: Math.max(a.rows, b?.rows ?? 0), columns: Math.max(a.columns, b?.columns ?? 0) };
}
