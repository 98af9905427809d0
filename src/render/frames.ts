/**
 * @file The boards of a rollout in order, the input and target beside them, and what differs from what.
 */

import { usage } from "../errors.ts";
import type { StepRecord } from "../trace/schema.ts";
import { type Beside, besideOf } from "./beside.ts";
import { type Board, type Difference, differenceOf } from "./board.ts";
import { type CanvasOptions, canvasOf } from "./canvas.ts";
import { DIFFERENCE_WORDS, type DifferenceMode } from "./differences.ts";
import { DOUBT_WORDS, type DoubtMode, doubtsOf } from "./doubt.ts";
import { type Doubts, LEAST_MARKED_SCALE } from "./doubt-marks.ts";
import type { Notation } from "./notation/notation.ts";
import { leastScale } from "./notation/notation.ts";
import type { RolloutView } from "./rollout-view.ts";
import type { Theme } from "./theme.ts";

export interface PictureOptions extends CanvasOptions {
  /** What the outlined cells differ from. */
  readonly difference: DifferenceMode;
}

export const DEFAULT_PICTURE: PictureOptions = {
  palette: "arc",
  theme: "light",
  difference: "none",
  doubt: "off",
  digits: false,
  lines: true,
  uncropped: false,
};

export interface Frames {
  readonly view: RolloutView;
  readonly notation: Notation;
  readonly theme: Theme;
  readonly input: Board;
  readonly target: Board | undefined;
  readonly events: readonly StepRecord[];
  /** The rollout that this one is compared with. */
  readonly pinned: Beside | undefined;
  /** Large enough for every event, with the cells that it lacks and another has; of what is pinned too. */
  readonly rows: number;
  readonly columns: number;
  /** Pixels per cell that what stands in the cells needs. */
  readonly leastScale: number;
  /** What outlines and marks say; empty without. */
  readonly legend: string;
  board(index: number): Board;
  difference(index: number): Difference | undefined;
  doubts(index: number): Doubts | undefined;
}

/** Throws a usage error for a difference to what is not known, and for doubt that the run did not record. */
export function framesOf(
  view: RolloutView,
  events: readonly StepRecord[],
  options: PictureOptions,
  pinned?: RolloutView,
): Frames {
  const { difference: mode } = options;
  const canvas = canvasOf(view, options);
  const { notation, theme, input, target } = canvas;
  if (mode === "target" && target === undefined) {
    throw usage("diff", "target", {
      expected: "previous, input, pinned or none, since the target is not known",
      where: view.run,
    });
  }
  if (mode === "pinned" && pinned === undefined) {
    throw usage("diff", "pinned", { expected: "a rollout to pin too: --pin N" });
  }
  requireDoubt(options.doubt, view);
  const beside = pinned && besideOf(pinned, canvasOf(pinned, options), { view, canvas, events }, mode);
  const at = (index: number): Board => {
    const event = events[index];
    if (event === undefined) throw new Error(`event ${index} of ${events.length}`);
    return canvas.board(event.tokens);
  };
  const reference = (index: number): Board | undefined => {
    if (mode === "previous") return index === 0 ? undefined : at(index - 1);
    if (mode === "pinned") return beside?.board(index);
    return { none: undefined, target, input }[mode];
  };
  const compared = mode === "pinned" ? undefined : reference(0);
  const sizes = events
    .map(({ tokens }) => canvas.size(tokens))
    .concat(compared === undefined ? [] : [compared])
    .concat(beside === undefined ? [] : events.map((_, index) => beside.canvas.size(beside.step(index).tokens)));
  const hasMarks = options.doubt !== "off";
  return {
    view,
    notation,
    theme,
    input,
    target,
    events,
    pinned: beside,
    rows: largest(sizes.map(({ rows }) => rows)),
    columns: largest(sizes.map(({ columns }) => columns)),
    legend: legendOf(options),
    leastScale: Math.max(leastScale(notation.characters), hasMarks ? LEAST_MARKED_SCALE : 1),
    board: at,
    difference(index) {
      const other = reference(index);
      return other && differenceOf(at(index), other);
    },
    doubts(index) {
      const event = events[index];
      return event && canvas.doubts(event);
    },
  };
}

function legendOf({ difference, doubt }: PictureOptions): string {
  const outlined = difference === "none" ? "" : `outlined: ${DIFFERENCE_WORDS[difference]}`;
  const marked = doubt === "off" ? "" : `marked: doubt, by ${DOUBT_WORDS[doubt].short}`;
  return [outlined, marked].filter(Boolean).join("; ");
}

/** A run may have recorded nothing of it, or the largest probability only. */
function requireDoubt(mode: DoubtMode, { run, steps: [first] }: RolloutView): void {
  if (mode === "off" || first === undefined) return;
  const known = doubtsOf(first);
  if (known.includes(mode)) return;
  const recorded = known.length === 0 ? "nothing of it was recorded" : "nothing else was recorded";
  throw usage("doubt", mode, { expected: `${["off", ...known].join(" or ")}, since ${recorded}`, where: run });
}

/** At least 1. A rollout may have more events than a call takes arguments. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}
