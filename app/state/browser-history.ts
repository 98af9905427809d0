/**
 * @file The address bar follows the view, and the view follows *back* and *forward*. Another puzzle, run or view is a new entry of
 * the history; everything else, the cursor above all, replaces the last.
 */

import type { ViewState } from "./view-state.ts";
import type { ViewStore } from "./view-store.ts";
import { formatLink, parseLink } from "./view-url.ts";

/** Browsers refuse more than a hundred changes in half a minute. */
const WRITE_AFTER_MS = 250;

/** What makes a new entry. */
export function isNewEntry(before: ViewState, after: ViewState): boolean {
  return before.run !== after.run || before.view !== after.view || before.rollout !== after.rollout;
}

/** Keeps both in step. `say` is told what of a link was not understood. Returns what ends it. */
export function followHistory(view: ViewStore, say: (note: string) => void): () => void {
  let written = view.get();
  let last = written;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function write(how: "push" | "replace"): void {
    clearTimeout(timer);
    timer = undefined;
    const link = formatLink(view.get());
    written = view.get();
    if (link === location.hash) return;
    if (how === "push") history.pushState(null, "", link);
    else history.replaceState(null, "", link);
  }
  const unsubscribe = view.subscribe((state) => {
    if (isNewEntry(written, state)) {
      // What was on screen until now keeps its last state in the entry before.
      if (timer !== undefined) history.replaceState(null, "", formatLink(last));
      write("push");
    } else if (state !== written) timer ??= setTimeout(() => write("replace"), WRITE_AFTER_MS);
    last = state;
  });
  function read(): void {
    clearTimeout(timer);
    timer = undefined;
    const { state, notes } = parseLink(location.hash);
    for (const note of notes) say(note);
    written = state;
    view.update(state);
  }
  addEventListener("popstate", read);
  return () => {
    unsubscribe();
    clearTimeout(timer);
    removeEventListener("popstate", read);
  };
}
