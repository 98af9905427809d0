/**
 * @file The colours of the ten ARC values, and those of the series of a plot.
 */

import type { Colour } from "./colour.ts";
import type { ThemeName } from "./theme.ts";

export const PALETTE_NAMES = ["arc", "safe", "muted", "app"] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];

/** Colour c of a grid at index c. */
export type Palette = readonly Colour[];

export const PALETTES: Readonly<Record<PaletteName, Palette>> = {
  /** As arcprize.org draws them: what readers know. Green and orange are one colour to a deuteranope. */
  arc: palette("000000 1e93ff f93c31 4fcc30 ffdc00 999999 e53aa3 ff851b 87d8f1 921231"),
  /** Searched for the largest distance between any two colours, however they are seen. Its red is a dusty rose. */
  safe: palette("000000 2982e4 a86974 145f0b fdda03 acacac 930d88 f68a1b 6cf3ff 4d0e1e"),
  /** Paul Tol's muted scheme without its teal, and black. Orange is an olive. */
  muted: palette("000000 332288 cc6677 117733 ddcc77 dddddd aa4499 999933 88ccee 882255"),
  /** As the editor of the ARC-AGI repository draws them (`apps/css/common.css`). */
  app: palette("000000 0074d9 ff4136 2ecc40 ffdc00 aaaaaa f012be ff851b 7fdbff 870c25"),
};

/**
 * Of the series of a plot, by the ground they stand on, the theme's accent first: as many as there are failure modes. Searched for
 * the largest distance between any two, however they are seen, the first three farther apart, all of them readable as large text.
 */
export const SERIES: Readonly<Record<ThemeName, Palette>> = {
  light: palette("1f6feb c88537 134c1a ae1b8c 998bcd 7d6811 4d005b 0007e0"),
  dark: palette("6cb0ff e69a39 a8f6cf e63d75 8c65eb f5db0d 1a8200 b0289c"),
};

function palette(colours: string): Palette {
  return colours.split(" ").map((hex): Colour => `#${hex}`);
}
