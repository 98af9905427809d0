/**
 * @file What the tokens of a rollout mean and how a cell of them looks: one notation for each kind of data.
 */

import { usage } from "../../errors.ts";
import type { Colour } from "../colour.ts";
import type { Palette } from "../palettes.ts";
import type { Theme } from "../theme.ts";

export const DATA_KINDS = ["arc", "sudoku", "maze", "tokens"] as const;
export type DataKind = (typeof DATA_KINDS)[number];

export interface CellLook {
  /** The ground shows through where there is none. */
  readonly fill?: Colour;
  /** A token that is no colour. */
  readonly hatch?: "pad" | "eos";
  readonly text?: { readonly content: string; readonly ink: Colour; readonly bold: boolean };
}

export interface Notation {
  /** Draw the part of the canvas that upstream takes for the answer, not all of it. */
  readonly crops: boolean;
  /** `cell` counts along the canvas. */
  look(token: number, cell: number): CellLook;
  /** Between the cells. */
  readonly cellLine?: Colour;
  /** Heavier lines around boxes of so many cells. */
  readonly box?: { readonly rows: number; readonly columns: number; readonly stroke: Colour };
  /** Characters of the longest text in a cell: it must have room. */
  readonly characters: number;
}

/** What a notation is made from. */
export interface NotationOptions {
  /** u8 [S], the whole canvas of `side`² cells. */
  readonly inputTokens: Uint8Array;
  readonly side: number;
  readonly theme: Theme;
  readonly palette: Palette;
  /** Between the cells. Lines around boxes stay without them. */
  readonly lines: boolean;
  /** ARC: the colour's number in every cell. */
  readonly digits: boolean;
  /** ARC: the whole canvas. */
  readonly uncropped: boolean;
}

/** Pixels per cell that a text of so many characters needs; 1 without text. */
export function leastScale(characters: number): number {
  return characters === 0 ? 1 : Math.max(10, 6 * characters + 3);
}

/** `asked` pixels per cell, or as many as make `cells` cells about `pixels` wide; at least `least`. Throws where fewer are asked for. */
export function chooseScale(
  asked: number | undefined,
  { cells, pixels, most, least }: { cells: number; pixels: number; most: number; least: number },
): number {
  if (asked === undefined) return Math.max(least, 3, Math.min(most, Math.floor(pixels / Math.max(1, cells))));
  if (asked >= least) return asked;
  throw usage("scale", asked, { expected: `at least ${least}, so that what stands in a cell can be read` });
}
