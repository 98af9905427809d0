/**
 * @file `tasks.json`: the ARC tasks of a run with their answers, from ids to tasks as a challenges file has them. Other data have no
 * tasks; what they ask and expect stands in `rollouts.parquet`.
 */

import { describeValue, isObject } from "../arc/describe.ts";
import type { Task } from "../arc/puzzle.ts";
import { parseTask } from "../arc/task.ts";
import { invalid } from "../errors.ts";
import { firstJsonDifference, type JsonObject } from "./json.ts";

/** The text of `tasks.json`, a task a line, in chunks. Ids are written in order: an object would move the numeric ones. */
export function* formatTasks(tasks: Iterable<Task>): Generator<string, void, void> {
  let separator = "{\n";
  for (const task of tasks) {
    yield `${separator}${JSON.stringify(task.id)}:${JSON.stringify(withoutId(task))}`;
    separator = ",\n";
  }
  yield separator === "{\n" ? "{}\n" : "\n}\n";
}

/** Reads the parsed `tasks.json`. */
export function readTasks(value: unknown, where: string): ReadonlyMap<string, Task> {
  if (!isObject(value)) throw invalid("run", `tasks.json is ${describeValue(value)}`, { expected: "an object", where });
  return new Map(Object.entries(value).map(([id, task]) => [id, parseTask(task, id, `${where}, task ${id}`)]));
}

/** The id of the first task that `now` has not, or has otherwise; `undefined` where both are the same. */
export function firstOtherTask(before: ReadonlyMap<string, Task>, now: readonly Task[]): string | undefined {
  const other = now.find((task) => {
    const known = before.get(task.id);
    return known === undefined || firstJsonDifference(withoutId(known), withoutId(task)) !== undefined;
  });
  if (other !== undefined) return other.id;
  const ids = new Set(now.map(({ id }) => id));
  return [...before.keys()].find((id) => !ids.has(id));
}

function withoutId({ train, test }: Task): JsonObject {
  const pair = ({ input, output }: Task["test"][number]): JsonObject =>
    output === undefined ? { input } : { input, output };
  return { train: train.map(pair), test: test.map(pair) };
}
