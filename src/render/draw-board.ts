/**
 * @file A board as items of a scene: cells, the lines between them, what is written in them.
 */

import type { Board } from "./board.ts";
import type { Colour } from "./colour.ts";
import { ASCENT } from "./font.ts";
import type { CellLook, Notation } from "./notation/notation.ts";
import { type Box, type Hatch, type Item, type Rect, rect, text } from "./scene.ts";
import type { Theme } from "./theme.ts";

/** Below this many pixels per cell, lines between cells would take more room than colour does. */
const LEAST_LINED_SCALE = 5;

export interface BoardPlace {
  /** The corner of the first cell. */
  readonly x: number;
  readonly y: number;
  /** Pixels per cell. */
  readonly scale: number;
}

export interface BoardStyle {
  readonly notation: Notation;
  readonly theme: Theme;
  /** Whether text may be smaller than the dots of our font allow, as a browser's may. */
  readonly smallText?: boolean;
}

/** Pixels that so many cells take: with the line that ends the last one. */
export function extent(cells: number, scale: number): number {
  return cells * scale + 1;
}

export function boxOfBoard({ rows, columns }: Pick<Board, "rows" | "columns">, { x, y, scale }: BoardPlace): Box {
  return { x, y, width: extent(columns, scale), height: extent(rows, scale) };
}

export function drawBoard(board: Board, place: BoardPlace, { notation, theme, smallText = false }: BoardStyle): Item[] {
  if (board.rows === 0) return [];
  return [
    ...hatches(board, place, theme),
    ...fills(board, place),
    ...(notation.cellLine === undefined ? [] : cellLines(board, place, notation.cellLine, theme.faintLine)),
    ...(notation.box === undefined ? [] : boxLines(board, place, notation.box)),
    ...writing(board, place, smallText),
  ];
}

/** Colour by colour. */
function fills(board: Board, place: BoardPlace): Rect[] {
  const byColour = new Map<Colour, Rect[]>();
  for (const { box, kind: fill } of runs(board, place, ({ fill }) => fill)) {
    const rects = byColour.get(fill) ?? [];
    byColour.set(fill, rects);
    rects.push({ type: "rect", ...box, fill });
  }
  return [...byColour.values()].flat();
}

function hatches(board: Board, place: BoardPlace, { hatch: stroke }: Theme): Hatch[] {
  return runs(board, place, ({ hatch }) => hatch).map(({ box, kind }) => ({
    type: "hatch",
    ...box,
    stroke,
    ...HATCHES[kind],
  }));
}

const HATCHES = {
  pad: { period: 6, direction: "rising" },
  eos: { period: 3, direction: "falling" },
} as const;

/** Cells that follow each other in a row and are of one kind. */
function runs<T>(
  { rows, columns, looks }: Board,
  { x, y, scale }: BoardPlace,
  kindOf: (look: CellLook) => T | undefined,
): { box: Box; kind: T }[] {
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) =>
    stretches(columns, (column) => kindOf(looks[row * columns + column] ?? {})).flatMap(({ from, length, kind }) => {
      const [left, top] = [x + from * scale, y + row * scale];
      const box = { x: left, y: top, width: extent(length, scale), height: extent(1, scale) };
      return kind === undefined ? [] : [{ box, kind }];
    }),
  );
}

/** Around every cell; fainter where no colour is on either side. */
function cellLines(board: Board, { x, y, scale }: BoardPlace, stroke: Colour, faint: Colour): Rect[] {
  const { rows, columns, looks } = board;
  if (scale < LEAST_LINED_SCALE) return [];
  const isCell = (row: number, column: number): boolean =>
    row >= 0 && row < rows && column >= 0 && column < columns && looks[row * columns + column]?.fill !== undefined;
  const colour = (isStrong: boolean): Colour => (isStrong ? stroke : faint);
  const rects: Rect[] = [];
  for (let row = 0; row <= rows; row++) {
    const along = (column: number): Colour => colour(isCell(row - 1, column) || isCell(row, column));
    for (const { from, length, kind } of stretches(columns, along)) {
      rects.push(rect(x + from * scale, y + row * scale, extent(length, scale), 1, kind));
    }
  }
  for (let column = 0; column <= columns; column++) {
    const along = (row: number): Colour => colour(isCell(row, column - 1) || isCell(row, column));
    for (const { from, length, kind } of stretches(rows, along)) {
      rects.push(rect(x + column * scale, y + from * scale, 1, extent(length, scale), kind));
    }
  }
  // The stronger ones lie on top, and rectangles of one colour follow each other.
  return [...rects.filter(({ fill }) => fill === faint), ...rects.filter(({ fill }) => fill !== faint)];
}

/** Around the boxes, but not around them all: there the border runs. */
function boxLines(
  { rows, columns }: Board,
  { x, y, scale }: BoardPlace,
  box: { readonly rows: number; readonly columns: number; readonly stroke: Colour },
): Rect[] {
  const rects: Rect[] = [];
  for (let row = box.rows; row < rows; row += box.rows) {
    rects.push(rect(x, y + row * scale - 1, extent(columns, scale), 2, box.stroke));
  }
  for (let column = box.columns; column < columns; column += box.columns) {
    rects.push(rect(x + column * scale - 1, y, 2, extent(rows, scale), box.stroke));
  }
  return rects;
}

/** Neighbours of one kind, along `count` places. */
function stretches<T>(count: number, kindAt: (place: number) => T): { from: number; length: number; kind: T }[] {
  const all: { from: number; length: number; kind: T }[] = [];
  for (let place = 0; place < count; place++) {
    const kind = kindAt(place);
    const last = all.at(-1);
    if (last !== undefined && last.kind === kind) last.length++;
    else all.push({ from: place, length: 1, kind });
  }
  return all;
}

/** Digits in the middle of their cells, as large as leaves them air. */
function writing({ looks, columns }: Board, { x, y, scale }: BoardPlace, smallText: boolean): Item[] {
  const longest = looks.reduce((most, { text: written }) => Math.max(most, written?.content.length ?? 0), 1);
  const fits = Math.min((scale * 0.6) / ASCENT, (scale * 0.8) / (6 * longest - 1));
  const size = smallText && fits < 1 ? fits : Math.max(1, Math.floor(fits));
  return looks.flatMap(({ text: written }, cell) => {
    if (written === undefined) return [];
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    const baseline = y + row * scale + 1 + Math.floor((scale - 1 + ASCENT * size) / 2);
    const middle = x + column * scale + 1 + Math.floor((scale - 1) / 2);
    return [
      text(written.content, { x: middle, anchor: "middle", baseline, size, bold: written.bold, fill: written.ink }),
    ];
  });
}
