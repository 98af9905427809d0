/**
 * @file The cursor of the rollout on screen: where it is locked, and where the pointer previews.
 */

import type { Position } from "../../src/trace/positions.ts";
import { createStore, type Store } from "../state/store.ts";
import type { ViewStore } from "../state/view-store.ts";
import type { RolloutModel } from "./rollout-model.ts";
import type { Session } from "./session.ts";

/** What the pointer is over. Never in a link. */
export interface Hover {
  /** Position of the timeline. */
  readonly index: number | null;
  /** Cell of the canvas. */
  readonly cell: number | null;
}

export interface Cursor {
  readonly hover: Store<Hover>;
  /** Where the cursor is locked; 0 without a rollout. */
  index(): number;
  position(): Position | undefined;
  /** The last position is the end of the rollout; while it is under way, a position that is not there yet is: the cursor goes along. */
  lock(index: number): void;
  /** Locks it where `to` says, from where it is. */
  move(to: (model: RolloutModel, index: number) => number): void;
}

export const NOTHING: Hover = { index: null, cell: null };

export function createCursor(view: ViewStore, { rollout }: Session): Cursor {
  const hover = createStore<Hover>(NOTHING);
  const index = (): number => rollout.get()?.timeline.indexOf(view.get().cursor) ?? 0;
  function lock(to: number): void {
    const timeline = rollout.get()?.timeline;
    if (timeline === undefined) return;
    const { length, span } = timeline;
    const at = Math.max(0, Math.min(length - 1, to));
    const isEnd = length < span ? to >= length : at === length - 1;
    // Where the pointer rests does not hold on to what it previewed.
    if (hover.get().index !== null) hover.set({ ...hover.get(), index: null });
    view.update({ cursor: isEnd ? null : timeline.addressOf(at) });
  }
  return {
    hover,
    index,
    lock,
    position: () => rollout.get()?.timeline.at(index()),
    move(to) {
      const model = rollout.get();
      if (model !== undefined) lock(to(model, index()));
    },
  };
}
