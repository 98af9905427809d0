/**
 * @file `tag:x` in the gallery's search.
 */

import type { Note } from "./note.ts";

export interface TagSearch {
  /** All of them must be on the note. `tag:` alone asks for any. */
  readonly tags: readonly string[];
  readonly asksForAny: boolean;
  /** What is left of the search. */
  readonly rest: string;
}

export function parseTagSearch(search: string): TagSearch {
  const words = search.split(/\s+/).filter(Boolean);
  const asked = words.filter((word) => /^tag:/i.test(word)).map((word) => word.slice("tag:".length).toLowerCase());
  return {
    tags: asked.filter((tag) => tag !== ""),
    asksForAny: asked.includes(""),
    rest: words.filter((word) => !/^tag:/i.test(word)).join(" "),
  };
}

export function hasTags(note: Note | undefined, { tags, asksForAny }: TagSearch): boolean {
  if (asksForAny && !note?.tags.length) return false;
  return tags.every((tag) => note?.tags.includes(tag));
}

/** How often each tag occurs, the most frequent first. */
export function countTags(notes: Iterable<Note>): readonly { readonly tag: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { tags } of notes) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1));
}
