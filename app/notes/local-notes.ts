/**
 * @file The notes in this browser's own storage.
 */

import { browserStorage } from "../state/browser-storage.ts";
import { createNotesStore, type NotesStore, STORED_AS } from "./notes-store.ts";

/** Follows what other tabs write. */
export function localNotes(say: (sentence: string) => void): NotesStore {
  const notes = createNotesStore(browserStorage(), say);
  addEventListener("storage", ({ key }) => key === STORED_AS && notes.refresh());
  return notes;
}
