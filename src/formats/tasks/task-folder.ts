/**
 * @file A directory of ARC tasks, one per file.
 */

import type { Task } from "../../arc/puzzle.ts";
import { parseTask } from "../../arc/task.ts";
import { invalid, unsupported } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import { quote } from "../quote.ts";
import { isJsonName, stem } from "./file-name.ts";
import { readJsonIn } from "./json-file.ts";
import { taskFileKind } from "./task-file.ts";

/** The tasks of the `.json` and `.json.gz` files of a directory, by name; `identifiers.json` and other files are left out. */
export async function readTaskFolder(folder: Folder): Promise<readonly Task[]> {
  const tasks = new Map<string, Task>();
  for (const { name, kind } of await folder.list()) {
    if (kind !== "file" || !isJsonName(name) || stem(name) === "identifiers") continue;
    const task = await readTask(folder, name);
    if (tasks.has(task.id)) {
      throw invalid("task id", `${quote(task.id)} is there twice`, {
        expected: "one file per task",
        where: folder.name,
      });
    }
    tasks.set(task.id, task);
  }
  if (tasks.size === 0) {
    const expected = "ARC tasks (.json), or a dataset with a test split";
    throw invalid("directory of tasks", "no task in it", { expected, where: folder.name });
  }
  return [...tasks.values()];
}

async function readTask(folder: Folder, name: string): Promise<Task> {
  const file = await readJsonIn(folder, name);
  if (file === undefined) throw invalid("file", "removed while the directory was read", { where: name });
  if (taskFileKind(file) !== "task") {
    throw unsupported("directory of tasks", `${quote(name)} is not a single ARC task`, {
      expected: "one task per file; a file of many tasks is given by itself",
      where: folder.name,
    });
  }
  return parseTask(file.value, stem(name), name);
}
