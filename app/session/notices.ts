/**
 * @file Sentences for the person: what went wrong, what of a link was not understood. They stay until they are dismissed.
 */

import { FixpointError, printable } from "../../src/errors.ts";
import { createStore, type Watched } from "../state/store.ts";

export interface Notice {
  readonly id: number;
  readonly text: string;
}

export interface Notices extends Watched<readonly Notice[]> {
  say(text: string): void;
  /** An error as a sentence; with `internal:` in front where it is a bug of ours. */
  report(error: unknown): void;
  dismiss(id: number): void;
}

/** More at once nobody reads: the oldest go. */
const MOST = 5;

export function createNotices(): Notices {
  const { get, set, subscribe } = createStore<readonly Notice[]>([]);
  let next = 0;
  function say(text: string): void {
    const others = get().filter((notice) => notice.text !== text);
    set([...others, { id: next++, text: printable(text) }].slice(-MOST));
  }
  return {
    get,
    subscribe,
    say,
    report(error) {
      const message = error instanceof Error ? error.message : String(error);
      say(error instanceof FixpointError ? message : `internal: ${message}`);
    },
    dismiss: (id) => set(get().filter((notice) => notice.id !== id)),
  };
}
