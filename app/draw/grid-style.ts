/**
 * @file How the grids of a rollout look: what its tokens mean, in which colours, with or without digits and lines.
 */

import { type Board, boardOf } from "../../src/render/board.ts";
import { notationOf } from "../../src/render/notation/kind.ts";
import type { DataKind, Notation } from "../../src/render/notation/notation.ts";
import { PALETTES, type PaletteName } from "../../src/render/palettes.ts";
import { THEMES, type Theme, type ThemeName } from "../../src/render/theme.ts";

export interface GridOptions {
  readonly palette: PaletteName;
  readonly theme: ThemeName;
  readonly digits: boolean;
  readonly lines: boolean;
  readonly uncropped: boolean;
}

export interface GridStyle {
  readonly kind: DataKind;
  readonly side: number;
  readonly theme: Theme;
  readonly notation: Notation;
  board(tokens: Uint8Array): Board;
  /** The same for a canvas of another side. */
  at(side: number): GridStyle;
}

/** `inputTokens` tells a sudoku's givens from what was filled in. */
export function gridStyle(kind: DataKind, side: number, inputTokens: Uint8Array, options: GridOptions): GridStyle {
  const { digits, lines, uncropped } = options;
  const [theme, palette] = [THEMES[options.theme], PALETTES[options.palette]];
  const notation = notationOf(kind, { inputTokens, side, theme, palette, digits, lines, uncropped });
  const at = (other: number): GridStyle => (other === side ? style : gridStyle(kind, other, inputTokens, options));
  const style: GridStyle = { kind, side, theme, notation, board: (tokens) => boardOf(tokens, side, notation), at };
  return style;
}
