/**
 * @file A note on a rollout: what a person wrote and tagged while going through the puzzles, and the puzzle it is of.
 */

import { matchKey } from "../../src/analysis/compare/match.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";

export interface NoteSubject {
  /** See `runIdentity`. */
  readonly run: string;
  /** What the run was called when the note was written: for people who read the file. */
  readonly runName: string;
  readonly task: string;
  readonly testIndex: number;
  readonly augmentation: string;
  readonly trajectory: number;
}

export interface Note extends NoteSubject {
  readonly text: string;
  /** Each once, in the order in which they were given. */
  readonly tags: readonly string[];
  /** ISO 8601. */
  readonly changed: string;
}

/** The same wherever the run lies and whatever its folder is called: what ran, when, with what done to it. */
export function runIdentity(info: RunInfo, name: string): string {
  const { model, started, interventions } = info;
  // An import does not say when it ran.
  return JSON.stringify([started || name, model?.sha256 ?? null, interventions]);
}

export function subjectOf(run: { readonly info: RunInfo; readonly name: string }, record: RolloutRecord): NoteSubject {
  const { task, testIndex, augmentation, trajectory } = record;
  return { run: runIdentity(run.info, run.name), runName: run.name, task, testIndex, augmentation, trajectory };
}

/** By which a note is found again. */
export const noteKey = (subject: Omit<NoteSubject, "runName">): string => `${subject.run} ${matchKey(subject)}`;

export const isEmptyNote = ({ text, tags }: Pick<Note, "text" | "tags">): boolean =>
  text.trim() === "" && tags.length === 0;

/** Words with commas or spaces between them, in lower case, without a `#`; each once. */
export function parseTags(typed: string): readonly string[] {
  const words = typed.split(/[\s,]+/).map((word) => word.replace(/^#+/, "").toLowerCase());
  return [...new Set(words.filter((word) => word !== ""))];
}
