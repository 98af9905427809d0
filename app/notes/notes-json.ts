/**
 * @file Notes as a file, and as they are kept in the browser: one JSON object with one note to a line.
 */

import { describeValue, isObject } from "../../src/arc/describe.ts";
import { type FixpointError, invalid, unsupported } from "../../src/errors.ts";
import { type Note, noteKey } from "./note.ts";

export const NOTES_FORMAT = "fixpoint notes";
export const NOTES_VERSION = 1;

export type Notes = ReadonlyMap<string, Note>;

export function formatNotes(notes: Iterable<Note>): string {
  const lines = [...notes].map((note) =>
    JSON.stringify({
      run: note.run,
      run_name: note.runName,
      task: note.task,
      test_index: note.testIndex,
      augmentation: note.augmentation,
      trajectory: note.trajectory,
      tags: note.tags,
      text: note.text,
      changed: note.changed,
    }),
  );
  const head = `"format": "${NOTES_FORMAT}", "format_version": ${NOTES_VERSION}`;
  return `{${head}, "notes": [${lines.map((line) => `\n${line}`).join(",")}\n]}\n`;
}

/** Throws `invalid notes: …` for what is no file of notes; of two notes on one rollout the last counts. `where` names the file. */
export function parseNotes(text: string, where: string): Notes {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("notes", "no JSON", { expected: "what the page exported", where });
  }
  if (!isObject(value) || value["format"] !== NOTES_FORMAT || !Array.isArray(value["notes"])) {
    throw invalid("notes", describeValue(value), { expected: `an object of the format "${NOTES_FORMAT}"`, where });
  }
  const version = value["format_version"];
  if (version !== NOTES_VERSION) {
    throw unsupported("notes", `format version ${describeValue(version)}`, { expected: String(NOTES_VERSION), where });
  }
  return new Map(
    value["notes"].map((one: unknown, at): [string, Note] => {
      const note = readNote(one, `note ${at + 1}`, where);
      return [noteKey(note), note];
    }),
  );
}

function readNote(value: unknown, which: string, where: string): Note {
  const wrong = (what: string, got: unknown, expected: string): FixpointError =>
    invalid("notes", `${which}: ${what} is ${describeValue(got)}`, { expected, where });
  if (!isObject(value)) throw wrong("it", value, "an object");
  const text = (key: string): string => {
    const got = value[key];
    if (typeof got !== "string") throw wrong(key, got, "a text");
    return got;
  };
  const count = (key: string): number => {
    const got = value[key];
    if (!Number.isSafeInteger(got) || (got as number) < 0) throw wrong(key, got, "a whole number");
    return got as number;
  };
  const tags = value["tags"];
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string"))
    throw wrong("tags", tags, "a list of texts");
  return {
    run: text("run"),
    runName: text("run_name"),
    task: text("task"),
    testIndex: count("test_index"),
    augmentation: text("augmentation"),
    trajectory: count("trajectory"),
    tags: [...new Set(tags)],
    text: text("text"),
    changed: text("changed"),
  };
}
