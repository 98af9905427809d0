/**
 * @file The notes of this browser. Before every write they are read again, so that two tabs do not overwrite each other.
 */

import { FixpointError } from "../../src/errors.ts";
import { createStore, type Watched } from "../state/store.ts";
import { mergeNotes } from "./merge.ts";
import { isEmptyNote, type Note, type NoteSubject, noteKey } from "./note.ts";
import { formatNotes, type Notes, parseNotes } from "./notes-json.ts";

/** Names in the browser's storage. What could not be read is set aside under the second. */
export const STORED_AS = "fixpoint.notes";
export const SET_ASIDE_AS = "fixpoint.notes.unreadable";

export type NoteStorage = Pick<Storage, "getItem" | "setItem">;

export interface NotesStore extends Watched<Notes> {
  of(subject: NoteSubject): Note | undefined;
  /** Replaces the note on a rollout; one without text and tags is removed. */
  write(subject: NoteSubject, content: Pick<Note, "text" | "tags">): void;
  exported(): string;
  /** Merges a file of notes into these. Returns what happened, in a sentence. Throws a `FixpointError` for what is no such file. */
  merge(text: string, where: string): string;
  /** Another tab wrote. */
  refresh(): void;
}

/** `storage` is `undefined` where the browser keeps nothing; `say` is told what is wrong. */
export function createNotesStore(
  storage: NoteStorage | undefined,
  say: (sentence: string) => void,
  now: () => Date = () => new Date(),
): NotesStore {
  const { get, set, subscribe } = createStore<Notes>(new Map());

  /** As they are kept now; as they are in memory where nothing is kept. */
  function kept(): Notes {
    let text: string | null;
    try {
      text = storage?.getItem(STORED_AS) ?? null;
    } catch {
      text = null;
    }
    if (text === null) return get();
    try {
      return parseNotes(text, "this browser");
    } catch (error) {
      if (!(error instanceof FixpointError)) throw error;
      setAside(text, error.message);
      return get();
    }
  }
  function setAside(text: string, why: string): void {
    try {
      storage?.setItem(SET_ASIDE_AS, text);
      storage?.setItem(STORED_AS, formatNotes(get().values()));
      say(`${why}: they are set aside as ${SET_ASIDE_AS} in the browser's storage`);
    } catch {
      say(why);
    }
  }
  function keep(notes: Notes): void {
    set(notes);
    try {
      if (storage === undefined) throw new Error("no storage");
      storage.setItem(STORED_AS, formatNotes(notes.values()));
    } catch {
      say("the browser does not keep the notes: export them before the page is closed");
    }
  }
  const store: NotesStore = {
    get,
    subscribe,
    of: (subject) => get().get(noteKey(subject)),
    write(subject, content) {
      const notes = new Map(kept());
      const note = { ...subject, ...content, changed: now().toISOString() };
      if (isEmptyNote(note)) notes.delete(noteKey(subject));
      else notes.set(noteKey(subject), note);
      keep(notes);
    },
    exported: () => formatNotes(get().values()),
    merge(text, where) {
      const { notes, added, joined, same } = mergeNotes(kept(), parseNotes(text, where));
      keep(notes);
      return `notes of ${where}: ${added} new, ${joined} joined with what was here, ${same} here already`;
    },
    refresh: () => set(kept()),
  };
  store.refresh();
  return store;
}
