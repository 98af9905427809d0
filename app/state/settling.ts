/**
 * @file A value once it has come to rest: what is spoken or written out follows the cursor without stopping it.
 */

import { createStore, type Watched } from "./store.ts";

export interface Settling<T> extends Watched<T | undefined> {
  /** It has a new value, which holds unless another comes before it has rested. */
  move(value: T): void;
  /** What it was moved to last does not hold: it moves on. */
  hold(): void;
}

/** `undefined` until it rests for the first time. */
export function createSettling<T>(restMs: number): Settling<T> {
  const { get, set, subscribe } = createStore<T | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (): void => clearTimeout(timer);
  return {
    get,
    subscribe,
    hold,
    move(value) {
      hold();
      timer = setTimeout(() => set(value), restMs);
    },
  };
}
