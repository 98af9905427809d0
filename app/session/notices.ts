/**
 * @file Sentences for the person. What went wrong stays until it is dismissed, or until something else was opened; what merely tells
 * goes by itself.
 */

import { FixpointError, printable } from "../../src/errors.ts";
import { createStore, type Watched } from "../state/store.ts";

export interface Notice {
  readonly id: number;
  readonly text: string;
  /** It goes by itself. */
  readonly isPassing: boolean;
}

export interface Notices extends Watched<readonly Notice[]> {
  /** What is wrong, or must not be missed. */
  say(text: string): void;
  /** What was done, and needs nobody: it goes after some seconds. */
  tell(text: string): void;
  /** An error as a sentence; with `internal:` in front where it is a bug of ours. */
  report(error: unknown): void;
  dismiss(id: number): void;
  /** The person begins something. What is returned says that it succeeded: what was said before it began goes. */
  begin(): () => void;
  /** Nothing goes by itself while it is being read. */
  holdWhile(isRead: () => boolean): void;
}

/** More at once nobody reads: the oldest go. */
const MOST = 5;
export const PASSES_AFTER_MS = 8000;
/** After which it is asked again whether somebody reads. */
const HELD_FOR_MS = 1000;

export function createNotices(): Notices {
  const { get, set, subscribe } = createStore<readonly Notice[]>([]);
  let next = 0;
  let isRead = (): boolean => false;
  const keep = (isKept: (notice: Notice) => boolean): void => {
    const kept = get().filter(isKept);
    if (kept.length < get().length) set(kept);
  };
  const dismiss = (id: number): void => keep((notice) => notice.id !== id);
  function add(text: string, isPassing: boolean): number {
    const id = next++;
    // The same again is said again, not twice.
    const others = get().filter((notice) => notice.text !== text);
    set([...others, { id, text: printable(text), isPassing }].slice(-MOST));
    return id;
  }
  function passLater(id: number, ms: number): void {
    setTimeout(() => (isRead() ? passLater(id, HELD_FOR_MS) : dismiss(id)), ms);
  }
  return {
    get,
    subscribe,
    say: (text) => void add(text, false),
    tell: (text) => passLater(add(text, true), PASSES_AFTER_MS),
    report(error) {
      const message = error instanceof Error ? error.message : String(error);
      add(error instanceof FixpointError ? message : `internal: ${message}`, false);
    },
    dismiss,
    begin() {
      const first = next;
      return () => keep(({ id, isPassing }) => isPassing || id >= first);
    },
    holdWhile(asked) {
      isRead = asked;
    },
  };
}
