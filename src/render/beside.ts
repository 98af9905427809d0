/**
 * @file Another rollout beside the one that is drawn: what of it stands beside each event, and what differs there.
 */

import { companionOf, counterparts } from "../trace/companion.ts";
import { positionKey, positionsOf, stepBefore } from "../trace/positions.ts";
import type { StepRecord } from "../trace/schema.ts";
import type { Board, Difference } from "./board.ts";
import { differenceOf } from "./board.ts";
import type { Canvas } from "./canvas.ts";
import type { DifferenceMode } from "./differences.ts";
import type { Doubts } from "./doubt-marks.ts";
import type { RolloutView } from "./rollout-view.ts";

export interface Beside {
  readonly view: RolloutView;
  readonly canvas: Canvas;
  /** What stands beside an event of the other: what has its address, or the end of what is shorter. */
  step(index: number): StepRecord;
  board(index: number): Board;
  difference(index: number): Difference | undefined;
  doubts(index: number): Doubts | undefined;
}

/** `events` are of `view`, whose boards `canvas` makes. */
export function besideOf(
  pinned: RolloutView,
  pinnedCanvas: Canvas,
  { view, canvas, events }: { view: RolloutView; canvas: Canvas; events: readonly StepRecord[] },
  mode: DifferenceMode,
): Beside {
  const own = { cycles: view.cycles, positions: positionsOf(view.steps) };
  const other = { cycles: pinned.cycles, positions: positionsOf(pinned.steps) };
  const [pairs, pairsBack] = [counterparts(own, other), counterparts(other, own)];
  const places = new Map(own.positions.map(({ shown }, at) => [positionKey(shown), at]));
  const indexes = events.map((event) => companionOf(pairs, places.get(positionKey(event)) ?? 0, other));

  function step(index: number): StepRecord {
    const shown = other.positions[indexes[index] ?? 0]?.shown;
    if (shown === undefined) throw new Error(`event ${index} of ${events.length}`);
    return shown;
  }
  function reference(index: number): Board | undefined {
    if (mode === "none") return undefined;
    if (mode === "target" || mode === "input") return pinnedCanvas[mode];
    const at = indexes[index] ?? 0;
    const from =
      mode === "previous" ? stepBefore(other.positions, at) : own.positions[companionOf(pairsBack, at, own)]?.shown;
    return from && (mode === "previous" ? pinnedCanvas : canvas).board(from.tokens);
  }
  const board = (index: number): Board => pinnedCanvas.board(step(index).tokens);
  return {
    view: pinned,
    canvas: pinnedCanvas,
    step,
    board,
    difference(index) {
      const from = reference(index);
      return from && differenceOf(board(index), from);
    },
    doubts: (index) => pinnedCanvas.doubts(step(index)),
  };
}
