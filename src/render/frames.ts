/**
 * @file The boards of a rollout in order, the input and target beside them, and what differs from what.
 */

import { usage } from "../errors.ts";
import type { StepRecord } from "../trace/schema.ts";
import { type Board, boardOf, boardSize, type Difference, differenceOf } from "./board.ts";
import { notationOf } from "./notation/kind.ts";
import type { Notation } from "./notation/notation.ts";
import { PALETTES, type PaletteName } from "./palettes.ts";
import type { RolloutView } from "./rollout-view.ts";
import { THEMES, type Theme, type ThemeName } from "./theme.ts";

/** What the outlined cells differ from. */
export const DIFFERENCES = ["none", "previous", "target", "input"] as const;
export type DifferenceMode = (typeof DIFFERENCES)[number];

export interface PictureOptions {
  readonly palette: PaletteName;
  readonly theme: ThemeName;
  readonly difference: DifferenceMode;
  /** ARC: numbers in the cells. */
  readonly digits: boolean;
  /** ARC: the whole canvas. */
  readonly uncropped: boolean;
}

export const DEFAULT_PICTURE: PictureOptions = {
  palette: "arc",
  theme: "light",
  difference: "none",
  digits: false,
  uncropped: false,
};

export interface Frames {
  readonly view: RolloutView;
  readonly notation: Notation;
  readonly theme: Theme;
  readonly input: Board;
  readonly target: Board | undefined;
  readonly events: readonly StepRecord[];
  /** Large enough for every event, with the cells that it lacks and another has. */
  readonly rows: number;
  readonly columns: number;
  board(index: number): Board;
  difference(index: number): Difference | undefined;
}

/** Throws a usage error for a difference to a target that is not known. */
export function framesOf(view: RolloutView, events: readonly StepRecord[], options: PictureOptions): Frames {
  const { record, side } = view;
  const theme = THEMES[options.theme];
  const palette = PALETTES[options.palette];
  const { digits, uncropped } = options;
  const { inputTokens, targetTokens } = record;
  const notation = notationOf(view.kind, { inputTokens, side, theme, palette, digits, uncropped });
  const board = (tokens: Uint8Array): Board => boardOf(tokens, side, notation);
  const input = board(inputTokens);
  const target = targetTokens === null ? undefined : board(targetTokens);
  if (options.difference === "target" && target === undefined) {
    throw usage("diff", "target", {
      expected: "previous, input or none, since the target is not known",
      where: view.run,
    });
  }
  const at = (index: number): Board => {
    const event = events[index];
    if (event === undefined) throw new Error(`event ${index} of ${events.length}`);
    return board(event.tokens);
  };
  const reference = (index: number): Board | undefined => {
    if (options.difference === "previous") return index === 0 ? undefined : at(index - 1);
    return { none: undefined, target, input }[options.difference];
  };
  const compared = reference(0);
  const sizes = events
    .map(({ tokens }) => boardSize(tokens, side, notation))
    .concat(compared === undefined ? [] : [compared]);
  return {
    view,
    notation,
    theme,
    input,
    target,
    events,
    rows: largest(sizes.map(({ rows }) => rows)),
    columns: largest(sizes.map(({ columns }) => columns)),
    board: at,
    difference(index) {
      const other = reference(index);
      return other && differenceOf(at(index), other);
    },
  };
}

/** At least 1. A rollout may have more events than a call takes arguments. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}
