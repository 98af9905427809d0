/**
 * @file The notes in this browser's own storage.
 */

import { createNotesStore, type NotesStore, STORED_AS } from "./notes-store.ts";

/** Follows what other tabs write. */
export function localNotes(say: (sentence: string) => void): NotesStore {
  const notes = createNotesStore(storage(), say);
  addEventListener("storage", ({ key }) => key === STORED_AS && notes.refresh());
  return notes;
}

/** Browsers may refuse even to name it. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
