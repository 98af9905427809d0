/**
 * @file Notes that come from a file into those that are there. Nothing that was written is lost: of two texts on one rollout both stay.
 */

import type { Note } from "./note.ts";
import type { Notes } from "./notes-json.ts";

export interface Merged {
  readonly notes: Notes;
  readonly added: number;
  /** There was a note, and the file says something else. */
  readonly joined: number;
  /** Nothing new in them. */
  readonly same: number;
}

export function mergeNotes(here: Notes, coming: Notes): Merged {
  const notes = new Map(here);
  let [added, joined, same] = [0, 0, 0];
  for (const [key, note] of coming) {
    const before = here.get(key);
    const after = before === undefined ? note : joinNotes(before, note);
    notes.set(key, after);
    if (before === undefined) added++;
    else if (after === before) same++;
    else joined++;
  }
  return { notes, added, joined, same };
}

/** Both texts, one above the other, unless one holds the other; all tags. The first itself where the second says nothing new. */
export function joinNotes(first: Note, second: Note): Note {
  const tags = [...new Set([...first.tags, ...second.tags])];
  const [a, b] = [first.text.trim(), second.text.trim()];
  const text = a.includes(b) ? first.text : b.includes(a) ? second.text : `${a}\n\n${b}`;
  if (text === first.text && tags.length === first.tags.length) return first;
  return { ...first, text, tags, changed: first.changed > second.changed ? first.changed : second.changed };
}
