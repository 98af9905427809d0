/**
 * @file A board as an image of one pixel per cell, enlarged when it is drawn: the fast way for small grids, where neither lines nor
 * digits have room.
 */

import type { Board } from "../../src/render/board.ts";
import { channels } from "../../src/render/colour.ts";
import type { GridStyle } from "./grid-style.ts";

/** Pixels per cell from which on lines and digits are drawn. */
export const LEAST_DETAILED_SCALE = 5;

const colours = new Map<string, number>();

/** RGBA in the byte order of little-endian machines, which all browsers run on. */
function packed(colour: string): number {
  let value = colours.get(colour);
  if (value === undefined) {
    const [red, green, blue] = channels(colour as `#${string}`);
    value = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    colours.set(colour, value);
  }
  return value;
}

/** u32 [rows · columns]. What is no colour is a chequer, as near to hatching as one pixel a cell comes. */
export function pixelsOf(board: Board, { theme }: Pick<GridStyle, "theme">): Uint32Array<ArrayBuffer> {
  const { rows, columns, looks } = board;
  const pixels = new Uint32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const { fill, hatch } = looks[cell] ?? {};
      const chequer = (row + column) % 2 === 0 ? theme.hatch : theme.ground;
      pixels[cell] = packed(fill ?? (hatch === undefined ? theme.ground : chequer));
    }
  }
  return pixels;
}

export function imageOf(board: Board, style: Pick<GridStyle, "theme">): ImageData | undefined {
  if (board.rows === 0 || board.columns === 0) return undefined;
  const pixels = pixelsOf(board, style);
  return new ImageData(new Uint8ClampedArray(pixels.buffer), board.columns, board.rows);
}
