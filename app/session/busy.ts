/**
 * @file What the page is waiting for: shown when it takes longer than a blink.
 */

import { createStore, type Watched } from "../state/store.ts";

export interface Busy extends Watched<readonly string[]> {
  /** Says `what` for as long as the work lasts. */
  during<T>(what: string, work: Promise<T>): Promise<T>;
}

export function createBusy(): Busy {
  const { get, set, subscribe } = createStore<readonly string[]>([]);
  return {
    get,
    subscribe,
    async during(what, work) {
      set([...get(), what]);
      try {
        return await work;
      } finally {
        const rest = [...get()];
        rest.splice(rest.indexOf(what), 1);
        set(rest);
      }
    },
  };
}
