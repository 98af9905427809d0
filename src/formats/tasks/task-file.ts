/**
 * @file What a JSON file given as `TASKS` holds, told from its content.
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { invalid } from "../../errors.ts";
import { quote } from "../quote.ts";
import type { JsonFile } from "./json-file.ts";

/** One ARC task, an object from ids to tasks, or a batch of tokens. */
export type TaskFileKind = "task" | "challenges" | "batch";

const EXPECTED = "an ARC task, an object from ids to ARC tasks, or a token batch";

/** Says which of the three it is, or throws a `FixpointError` that says what it is instead. */
export function taskFileKind({ name, value }: JsonFile): TaskFileKind {
  const fault = (got: string) => invalid("tasks", got, { expected: EXPECTED, where: name });
  if (!isObject(value)) throw fault(describeValue(value));
  // A challenges file may well have a task called "test" or "inputs": then an object stands there, and no list.
  if (["train", "test"].some((key) => Object.hasOwn(value, key) && !isObject(value[key]))) return "task";
  if (Object.hasOwn(value, "inputs") && !isObject(value["inputs"])) return "batch";
  const entries = Object.entries(value);
  if (entries.length === 0) throw fault("an empty object");
  if (entries.every(([, entry]) => Array.isArray(entry))) throw fault("a solutions file, or another object of lists");
  const other = entries.find(([, entry]) => !isObject(entry));
  if (other !== undefined) throw fault(`${quote(other[0])} is ${describeValue(other[1])}`);
  return "challenges";
}
