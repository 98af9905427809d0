/**
 * @file ARC tasks as people write them: `{"train": [{"input", "output"}…], "test": [{"input", "output"?}…]}`.
 */

import { invalid } from "../errors.ts";
import { describeValue, isObject } from "./describe.ts";
import { checkGrid } from "./grid.ts";
import type { Pair, Task, TrainingPair } from "./puzzle.ts";

const LONGEST_ID = 255;

/**
 * The task that `value` is. `train` must be there but may be empty: a recursive model knows its task by the puzzle
 * embedding and never sees the pairs. A task without a test pair is an error; a test output may be missing or null;
 * keys that ARC does not know are ignored. Errors name `where` and the pair, counted from 1.
 */
export function parseTask(value: unknown, id: string, where: string): Task {
  checkId(id, where);
  if (!isObject(value))
    throw invalid("task", describeValue(value), { expected: "an object with train and test", where });
  const { train, test } = value;
  const task = {
    id,
    train: pairs(train, "train", where).map((pair, index) => trainingPair(pair, index, where)),
    test: pairs(test, "test", where).map((pair, index) => testPair(pair, index, where)),
  };
  if (task.test.length === 0) throw invalid("task", "no test pair", { expected: "at least one", where });
  return task;
}

/** Ids end up in error messages, file names and JSON lines. */
function checkId(id: string, where: string): void {
  const printable = /^[^\p{Cc}\p{Zl}\p{Zp}]+$/u.test(id);
  if (printable && id.length <= LONGEST_ID) return;
  const got = id === "" ? "empty" : printable ? `${id.length} characters long` : "holds control characters";
  throw invalid("task id", got, { expected: `1 to ${LONGEST_ID} printable characters`, where });
}

function pairs(value: unknown, key: "train" | "test", where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid("task", `${key} is ${describeValue(value)}`, { expected: "a list of pairs", where });
}

function trainingPair(value: unknown, index: number, where: string): TrainingPair {
  const place = `${where}, train pair ${index + 1}`;
  const { input, output } = pairObject(value, place);
  return { input: checkGrid(input, `${place}, input`), output: checkGrid(output, `${place}, output`) };
}

function testPair(value: unknown, index: number, where: string): Pair {
  const place = `${where}, test pair ${index + 1}`;
  const pair = pairObject(value, place);
  const input = checkGrid(pair.input, `${place}, input`);
  if (pair.output === undefined || pair.output === null) return { input };
  return { input, output: checkGrid(pair.output, `${place}, output`) };
}

function pairObject(value: unknown, where: string): { input?: unknown; output?: unknown } {
  if (isObject(value)) return value;
  throw invalid("pair", describeValue(value), { expected: "an object with input and output", where });
}
