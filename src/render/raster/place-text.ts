/**
 * @file A text as the bitmaps of its glyphs, each in its place.
 */

import { ASCENT, advance, DESCENT, extraWeight, glyph, type Lettering, textWidth } from "../font.ts";
import type { Text } from "../scene.ts";
import { type Bitmap, enlarge } from "./enlarge.ts";

export interface PlacedGlyph {
  /** The corner, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly bitmap: Bitmap;
}

export function placeText({ text, x, anchor, baseline, size, bold }: Text): PlacedGlyph[] {
  const lettering = { size, bold };
  const width = textWidth(text, lettering);
  let left = x - { start: 0, middle: Math.floor(width / 2), end: width }[anchor];
  return [...text].map((character) => {
    const placed = { x: left, y: baseline - ASCENT * size, bitmap: glyphBitmap(character, lettering) };
    left += advance(character, lettering);
    return placed;
  });
}

const bitmaps = new Map<string, Bitmap>();

function glyphBitmap(character: string, lettering: Lettering): Bitmap {
  const key = `${character} ${lettering.size} ${lettering.bold}`;
  const known = bitmaps.get(key);
  if (known !== undefined) return known;
  const { width, dots } = glyph(character);
  const regular = enlarge({ width, height: ASCENT + DESCENT, dots }, lettering.size);
  const bitmap = thickened(regular, extraWeight(lettering));
  bitmaps.set(key, bitmap);
  return bitmap;
}

/** Strokes wider by so many dots. */
function thickened(bitmap: Bitmap, by: number): Bitmap {
  if (by === 0) return bitmap;
  const { width, height, dots } = bitmap;
  const wider = width + by;
  const inked = (row: number, column: number): boolean => {
    for (let from = Math.max(0, column - by); from <= Math.min(width - 1, column); from++) {
      if (dots[row * width + from]) return true;
    }
    return false;
  };
  return {
    width: wider,
    height,
    dots: Array.from({ length: wider * height }, (_, dot) => inked(Math.floor(dot / wider), dot % wider)),
  };
}
