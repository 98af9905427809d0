/**
 * @file What stands where an answer has no cells: an ARC canvas that begins with the end of its grid.
 */

import type { Theme } from "../../src/render/theme.ts";
import { type Canvas2D, paintItems } from "./paint-items.ts";

export function isEmpty({ rows, columns }: { readonly rows: number; readonly columns: number }): boolean {
  return rows * columns === 0;
}

/** Dots of the font, which is seven high, from its middle to the baseline. */
const HALF = 3.5;

/** Says so in the middle, which is in device pixels. */
export function paintNoGrid(
  context: Canvas2D,
  { x, y }: { readonly x: number; readonly y: number },
  { quiet }: Theme,
  pixelRatio: number,
): void {
  paintItems(context, [
    {
      type: "text",
      x,
      baseline: y + HALF * pixelRatio,
      text: "no grid",
      size: pixelRatio,
      anchor: "middle",
      bold: false,
      fill: quiet,
    },
  ]);
}
