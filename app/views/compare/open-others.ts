/**
 * @file The other runs that the page was given, opened one after the other once a puzzle is on screen: which of them hold it too is not
 * known before.
 */

import type { Session } from "../../session/session.ts";

/** More are opened only when they are chosen. */
const MOST_OPENED = 8;
/** What is on screen is drawn by then. */
const AFTER_MS = 300;

/** Returns what ends it. A run that cannot be opened says so when it is chosen. */
export function openOtherRuns({ runs }: Pick<Session, "runs">): () => void {
  let isWanted = true;
  async function open(): Promise<void> {
    for (const { id } of runs.known.get()) {
      if (!isWanted || runs.opened.get().size >= MOST_OPENED) return;
      if (!runs.opened.get().has(id)) await runs.open(id).catch(() => undefined);
    }
  }
  const timer = setTimeout(() => void open(), AFTER_MS);
  return () => {
    isWanted = false;
    clearTimeout(timer);
  };
}
