/**
 * @file How the tokens of one rollout become boards: its notation, its input and target, and how unsure the model is of its cells.
 */

import type { StepRecord } from "../trace/schema.ts";
import { type Board, boardOf, boardSize } from "./board.ts";
import { type DoubtMode, doubtOf } from "./doubt.ts";
import type { Doubts } from "./doubt-marks.ts";
import { notationOf } from "./notation/kind.ts";
import type { Notation } from "./notation/notation.ts";
import { PALETTES, type PaletteName } from "./palettes.ts";
import type { RolloutView } from "./rollout-view.ts";
import { THEMES, type Theme, type ThemeName } from "./theme.ts";

export interface CanvasOptions {
  readonly palette: PaletteName;
  readonly theme: ThemeName;
  /** In the corners of the cells. */
  readonly doubt: DoubtMode;
  /** ARC: numbers in the cells. */
  readonly digits: boolean;
  /** Between the cells. */
  readonly lines: boolean;
  /** ARC: the whole canvas. */
  readonly uncropped: boolean;
}

export interface Canvas {
  readonly notation: Notation;
  readonly theme: Theme;
  readonly input: Board;
  readonly target: Board | undefined;
  board(tokens: Uint8Array): Board;
  /** Rows and columns of the board that tokens make. */
  size(tokens: Uint8Array): Pick<Board, "rows" | "columns">;
  doubts(step: StepRecord): Doubts | undefined;
}

export function canvasOf({ record, side, kind }: RolloutView, options: CanvasOptions): Canvas {
  const { digits, lines, uncropped, doubt } = options;
  const [theme, palette] = [THEMES[options.theme], PALETTES[options.palette]];
  const { inputTokens, targetTokens } = record;
  const notation = notationOf(kind, { inputTokens, side, theme, palette, digits, lines, uncropped });
  const board = (tokens: Uint8Array): Board => boardOf(tokens, side, notation);
  return {
    notation,
    theme,
    input: board(inputTokens),
    target: targetTokens === null ? undefined : board(targetTokens),
    board,
    size: (tokens) => boardSize(tokens, side, notation),
    doubts(step) {
      const values = doubtOf(doubt, step);
      return values === null ? undefined : { values, side };
    },
  };
}
