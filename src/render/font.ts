/**
 * @file The bitmap font: glyphs as dots, and how wide a text is. Layout measures with it whatever draws the picture: a system
 * font of the same digit height is as wide or narrower.
 */

import { FONT_SHEETS, type FontSheet } from "./font-sheets.ts";

/** Dots above the baseline (the height of a digit), and below it. */
export const ASCENT = 7;
export const DESCENT = 2;

/** Dots between glyphs, and of a space. */
const SPACING = 1;
const SPACE = 3;

export interface Glyph {
  /** Dots. */
  readonly width: number;
  /** `ASCENT + DESCENT` rows of `width` dots, row by row. */
  readonly dots: readonly boolean[];
}

const BLANK: Glyph = { width: SPACE, dots: new Array<boolean>(SPACE * (ASCENT + DESCENT)).fill(false) };

/** For what the font does not have: a hollow box. */
const UNKNOWN = glyphOf(["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####", ".....", "....."]);

const GLYPHS: ReadonlyMap<string, Glyph> = new Map([[" ", BLANK], ...FONT_SHEETS.flatMap(readSheet)]);

export function glyph(character: string): Glyph {
  return GLYPHS.get(character) ?? UNKNOWN;
}

export interface Lettering {
  /** Pixels to a dot. */
  readonly size: number;
  readonly bold: boolean;
}

/** Pixels by which a bold stroke is wider. */
export function extraWeight({ size, bold }: Lettering): number {
  return bold ? Math.ceil(size / 2) : 0;
}

/** Pixels from the beginning of a character to that of the next one. */
export function advance(character: string, lettering: Lettering): number {
  return (glyph(character).width + SPACING) * lettering.size + extraWeight(lettering);
}

/** Pixels. */
export function textWidth(content: string, lettering: Lettering): number {
  const sum = [...content].reduce((width, character) => width + advance(character, lettering), 0);
  return Math.max(0, sum - SPACING * lettering.size);
}

/** The text, or as much of it as `most` pixels hold with `…` at its end. */
export function shortened(content: string, most: number, lettering: Lettering): string {
  if (textWidth(content, lettering) <= most) return content;
  const characters = [...content];
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, lettering) > most) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

function readSheet({ characters, rows }: FontSheet): [string, Glyph][] {
  const columns = rows.map((row) => row.split(" "));
  return [...characters].map((character, index) => [character, glyphOf(columns.map((row) => row[index] ?? ""))]);
}

function glyphOf(rows: readonly string[]): Glyph {
  return { width: rows[0]?.length ?? 0, dots: rows.flatMap((row) => [...row].map((dot) => dot === "#")) };
}
