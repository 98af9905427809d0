/**
 * @file Everything that `TASKS` on the command line may be, told apart and read.
 */

import type { Task } from "../../arc/puzzle.ts";
import { parseTask } from "../../arc/task.ts";
import { unsupported } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import type { InputLocation } from "../../platform/input-location.ts";
import { readChallenges } from "./challenges.ts";
import { readDataset } from "./dataset.ts";
import { stem } from "./file-name.ts";
import { readIdentifiers } from "./identifiers.ts";
import { type JsonFile, readJson } from "./json-file.ts";
import { taskFileKind } from "./task-file.ts";
import { readTaskFolder } from "./task-folder.ts";
import type { TaskSet } from "./task-set.ts";
import { parseTokenBatch } from "./token-batch.ts";

export interface ReadTaskSetOptions {
  /** Of a dataset directory, give no more than this many puzzles: published ones hold hundreds of thousands. */
  readonly maxPuzzles?: number;
}

/**
 * Reads an ARC task, a file of many with its solutions, a directory of tasks, a dataset directory (its test split), or a
 * token batch. Closes what it opens; a file's own source stays the caller's. Throws a `FixpointError` for anything else.
 */
export async function readTaskSet(location: InputLocation, options: ReadTaskSetOptions = {}): Promise<TaskSet> {
  const { folder } = location;
  if (location.kind === "file") return readTaskFile(await readJson(location.source), folder);
  const split = await testSplit(folder);
  if (split !== undefined) return readDataset(folder, split, options.maxPuzzles ?? Number.POSITIVE_INFINITY);
  return taskSet(await readTaskFolder(folder), folder);
}

async function readTaskFile(file: JsonFile, folder: Folder): Promise<TaskSet> {
  const { name, value } = file;
  switch (taskFileKind(file)) {
    case "task":
      return taskSet([parseTask(value, stem(name), name)], folder);
    case "challenges":
      return taskSet(await readChallenges(file, folder), folder);
    case "batch": {
      const identifiers = await readIdentifiers(folder);
      return {
        kind: "tokens",
        ...parseTokenBatch(value, stem(name), name),
        vocabSize: undefined,
        tasks: [],
        identifiers,
      };
    }
  }
}

async function taskSet(tasks: readonly Task[], folder: Folder): Promise<TaskSet> {
  return { kind: "tasks", tasks, identifiers: await readIdentifiers(folder) };
}

/** The test split of a dataset directory; `undefined` where `folder` is none. */
async function testSplit(folder: Folder): Promise<Folder | undefined> {
  const where = folder.name;
  if (await isSplit(folder)) {
    throw unsupported("directory of tasks", "it is one split of a dataset", {
      expected: "the directory above it",
      where,
    });
  }
  const test = await folder.folder("test");
  if (test !== undefined && (await isSplit(test))) return test;
  const train = await folder.folder("train");
  if (train === undefined || !(await isSplit(train))) return undefined;
  throw unsupported("dataset", "it has no test split", { expected: "test/dataset.json", where });
}

async function isSplit(folder: Folder): Promise<boolean> {
  return (await folder.list()).some(({ name, kind }) => name === "dataset.json" && kind === "file");
}
