/**
 * @file Kaggle's form of ARC: one file from task ids to tasks, and beside it one from task ids to the outputs of the tests.
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { checkGrid, gridsEqual } from "../../arc/grid.ts";
import type { Grid, Task } from "../../arc/puzzle.ts";
import { parseTask } from "../../arc/task.ts";
import { invalid } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import { quote } from "../quote.ts";
import { solutionsNames } from "./file-name.ts";
import { type JsonFile, readJsonIn } from "./json-file.ts";
import { topLevelKeys } from "./json-keys.ts";

/**
 * The tasks of a challenges file in the order in which they stand there, with the outputs from the solutions file where
 * `folder` has one. Solutions must cover every task and fit its test pairs; those of other tasks do not matter.
 */
export async function readChallenges(file: JsonFile, folder: Folder): Promise<readonly Task[]> {
  const tasks = parseTaskMap(file);
  const solutions = await findSolutions(file.name, folder);
  return solutions === undefined ? tasks : tasks.map((task) => withOutputs(task, solutions));
}

/** The tasks of an object from task ids to tasks, in the order in which they stand. */
export function parseTaskMap({ name, text, value }: JsonFile): readonly Task[] {
  if (!isObject(value))
    throw invalid("tasks", describeValue(value), { expected: "an object from ids to tasks", where: name });
  return topLevelKeys(text).map((id) => parseTask(value[id], id, `${name}, task ${quote(id)}`));
}

async function findSolutions(challenges: string, folder: Folder): Promise<JsonFile | undefined> {
  for (const name of solutionsNames(challenges)) {
    const file = await readJsonIn(folder, name);
    if (file !== undefined) return file;
  }
  return undefined;
}

function withOutputs(task: Task, solutions: JsonFile): Task {
  const where = `${solutions.name}, task ${quote(task.id)}`;
  const outputs = outputsOf(task.id, solutions, where);
  if (outputs.length !== task.test.length) {
    throw invalid("solutions", `${outputs.length} outputs`, {
      expected: `${task.test.length}, one per test pair`,
      where,
    });
  }
  const test = task.test.map(({ input, output: known }, index) => {
    const output = checkGrid(outputs[index], `${where}, output ${index + 1}`);
    checkSame(known, output, `${where}, output ${index + 1}`);
    return { input, output };
  });
  return { ...task, test };
}

function outputsOf(id: string, { value, name }: JsonFile, where: string): readonly unknown[] {
  if (!isObject(value)) throw invalid("solutions", describeValue(value), { expected: "an object", where: name });
  const outputs = Object.hasOwn(value, id) ? value[id] : undefined;
  if (Array.isArray(outputs)) return outputs;
  throw invalid("solutions", describeValue(outputs), { expected: "a list of grids", where });
}

function checkSame(known: Grid | undefined, output: Grid, where: string): void {
  if (known === undefined || gridsEqual(known, output)) return;
  throw invalid("solutions", "another output than in the challenges", { expected: "the same", where });
}
