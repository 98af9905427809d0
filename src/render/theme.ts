/**
 * @file Everything in a picture that is not an ARC colour: one neutral scale and one accent.
 */

import type { Colour } from "./colour.ts";

export const THEME_NAMES = ["light", "dark"] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export interface Theme {
  readonly ground: Colour;
  /** Headings and numbers. */
  readonly ink: Colour;
  /** Names of numbers, remarks. */
  readonly quiet: Colour;
  /** Around answers and probes. */
  readonly border: Colour;
  /** Around input and target. */
  readonly hairline: Colour;
  /** Between the cells of an ARC grid: colour 0 stays visible on either ground. */
  readonly cellLine: Colour;
  /** The same beside cells that are no colour, and what those are hatched with. */
  readonly faintLine: Colour;
  readonly hatch: Colour;
  /** The cursor, and what a model filled in. */
  readonly accent: Colour;
  /** Cells of a sudoku or a maze: empty, given, wall. */
  readonly paper: Colour;
  readonly given: Colour;
  readonly wall: Colour;
  /** Between the cells of a sudoku, and around its boxes. */
  readonly paperLine: Colour;
  readonly boxLine: Colour;
}

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    ground: "#ffffff",
    ink: "#1c1c1c",
    quiet: "#767676",
    border: "#6e6e6e",
    hairline: "#c4c4c4",
    cellLine: "#555555",
    faintLine: "#ebebeb",
    hatch: "#c4c4c4",
    accent: "#1f6feb",
    paper: "#ffffff",
    given: "#eeeeee",
    wall: "#3a3a3a",
    paperLine: "#cfcfcf",
    boxLine: "#555555",
  },
  dark: {
    ground: "#141414",
    ink: "#ededed",
    quiet: "#969696",
    border: "#9a9a9a",
    hairline: "#484848",
    cellLine: "#555555",
    faintLine: "#2b2b2b",
    hatch: "#4c4c4c",
    accent: "#6cb0ff",
    paper: "#1e1e1e",
    given: "#333333",
    wall: "#8a8a8a",
    paperLine: "#3e3e3e",
    boxLine: "#8a8a8a",
  },
};
