/**
 * @file A picture as plain data: what stands where, in pixels from the top left corner; later items cover earlier ones. Boxes and
 * text stand on whole pixels and have hard edges; strokes, areas and dots, which plots are made of, may lie between and are smooth.
 * Whoever makes a scene decides what a picture looks like; `svg.ts` and `raster/` only draw it.
 */

import type { Colour } from "./colour.ts";

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly ground: Colour;
  /** The picture in a line of words, for those who cannot see it. */
  readonly label: string;
  readonly items: readonly Item[];
}

export type Item = Rect | Hatch | Text | Group | Stroke | Area | Dots;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Box {
  readonly type: "rect";
  readonly fill: Colour;
}

/** Diagonal lines of one pixel. They meet those of the box beside it. */
export interface Hatch extends Box {
  readonly type: "hatch";
  readonly stroke: Colour;
  /** Pixels from one line to the next. */
  readonly period: number;
  readonly direction: "rising" | "falling";
}

export interface Text {
  readonly type: "text";
  /** Where the text begins, has its middle or ends. */
  readonly x: number;
  readonly anchor: "start" | "middle" | "end";
  readonly baseline: number;
  readonly text: string;
  /** Pixels to a dot of the bitmap font: a digit is 5 × 7 dots (see `font.ts`). */
  readonly size: number;
  readonly bold: boolean;
  readonly fill: Colour;
}

export type Point = readonly [x: number, y: number];

/** A line through its points, with round joins and ends. A single point is a dot as wide as the line. */
export interface Stroke {
  readonly type: "stroke";
  readonly points: readonly Point[];
  readonly width: number;
  readonly stroke: Colour;
  /** Above 0, up to 1. */
  readonly opacity: number;
}

/** The inside of a polygon; its last point is joined to its first. */
export interface Area {
  readonly type: "area";
  readonly points: readonly Point[];
  readonly fill: Colour;
  readonly opacity: number;
}

/** Discs of one size. Where two overlap they are darker. */
export interface Dots {
  readonly type: "dots";
  readonly points: readonly Point[];
  readonly radius: number;
  readonly fill: Colour;
  readonly opacity: number;
}

/** What belongs together, such as one answer, with its name. */
export interface Group {
  readonly type: "group";
  readonly label: string;
  readonly items: readonly Item[];
}

/** The items somewhere else. */
export function shifted(items: readonly Item[], dx: number, dy: number): Item[] {
  return items.map((item) => shiftedItem(item, dx, dy));
}

function shiftedItem(item: Item, dx: number, dy: number): Item {
  switch (item.type) {
    case "rect":
    case "hatch":
      return { ...item, x: item.x + dx, y: item.y + dy };
    case "text":
      return { ...item, x: item.x + dx, baseline: item.baseline + dy };
    case "group":
      return { ...item, items: shifted(item.items, dx, dy) };
    case "stroke":
    case "area":
    case "dots":
      return { ...item, points: item.points.map(([x, y]): Point => [x + dx, y + dy]) };
  }
}

export function rect(x: number, y: number, width: number, height: number, fill: Colour): Rect {
  return { type: "rect", x, y, width, height, fill };
}

export type TextOptions = Pick<Text, "x" | "baseline" | "size" | "fill"> & Partial<Pick<Text, "anchor" | "bold">>;

export function text(content: string, { anchor = "start", bold = false, ...place }: TextOptions): Text {
  return { type: "text", text: content, anchor, bold, ...place };
}
