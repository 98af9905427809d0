/**
 * @file Playing a rollout: the cursor goes on by itself.
 */

import { createStore, type Watched } from "../state/store.ts";
import type { Cursor } from "./cursor.ts";
import type { Session } from "./session.ts";

/** L-steps per second. */
export const SPEEDS = [2, 4, 8, 16, 32, 64] as const;
const FIRST_SPEED = 2;

export interface Playing {
  readonly isPlaying: boolean;
  /** L-steps per second. */
  readonly speed: number;
}

export interface Player extends Watched<Playing> {
  /** From the start where the cursor stands at the end. */
  toggle(): void;
  pause(): void;
  changeSpeed(direction: 1 | -1): void;
}

export function createPlayer(cursor: Cursor, { rollout }: Session): Player {
  const { get, set, subscribe } = createStore<Playing>({ isPlaying: false, speed: SPEEDS[FIRST_SPEED] });
  let frame = 0;

  function pause(): void {
    cancelAnimationFrame(frame);
    if (get().isPlaying) set({ ...get(), isPlaying: false });
  }
  function play(): void {
    const model = rollout.get();
    if (model === undefined) return;
    const last = model.timeline.length - 1;
    if (cursor.index() >= last) cursor.lock(0);
    set({ ...get(), isPlaying: true });
    let before = performance.now();
    let due = 0;
    const step = (now: number): void => {
      due += ((now - before) / 1000) * get().speed;
      before = now;
      const whole = Math.floor(due);
      due -= whole;
      if (whole > 0) cursor.lock(cursor.index() + whole);
      if (cursor.index() >= last || rollout.get() !== model) pause();
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  }
  return {
    get,
    subscribe,
    pause,
    toggle: () => (get().isPlaying ? pause() : play()),
    changeSpeed(direction) {
      const at = (SPEEDS as readonly number[]).indexOf(get().speed) + direction;
      set({ ...get(), speed: SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))] ?? get().speed });
    },
  };
}
