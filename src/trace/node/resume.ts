/**
 * @file What a run directory holds when a writer is opened on it: nothing, a run to go on with, or one that is done.
 */

import { join } from "node:path";
import { type FixpointError, invalid, usage } from "../../errors.ts";
import { openFolder } from "../../platform/node/folder.ts";
import type { RunContent } from "../run-info.ts";
import { PARTS_FOLDER, parsePartFile, RUN_FILE, STATES_FOLDER, TASKS_FILE } from "../run-layout.ts";
import { readInfo, readTasksOf } from "../run-reader.ts";
import { checkSameOptions } from "../same-options.ts";
import { firstOtherTask } from "../tasks-file.ts";
import { readParts } from "./parts.ts";
import { isTemporary, type RunFiles } from "./run-files.ts";

export interface FoundOutput {
  readonly state: "new" | "running" | "complete";
  readonly completed: number;
  /** When the run began. */
  readonly started: string | undefined;
  readonly hasTasks: boolean;
}

const NOTHING: FoundOutput = { state: "new", completed: 0, started: undefined, hasTasks: false };

/**
 * Throws where the directory is there and is not to be resumed, or holds something else, or a run with other options.
 * Of a run that is to be resumed removes what a kill left half done.
 */
export async function findOutput(
  directory: string,
  content: RunContent,
  resume: boolean,
  files: RunFiles,
): Promise<FoundOutput> {
  const names = await files.list(directory);
  if (names === undefined) return NOTHING;
  if (!resume) throw outputExists(directory);
  if (!names.includes(RUN_FILE)) {
    // What a kill before the first file leaves.
    if (!names.every(isTemporary)) throw noRun(directory);
    await tidy(directory, new Set(), files);
    return NOTHING;
  }

  const folder = openFolder(directory);
  const info = await readInfo(folder);
  checkSameOptions(info, content.header, join(directory, RUN_FILE));
  const hasTasks = names.includes(TASKS_FILE);
  const otherTask = hasTasks ? firstOtherTask(await readTasksOf(folder), content.tasks) : undefined;
  if (otherTask !== undefined) throw differentTask(otherTask, directory);
  const { started } = info;
  if (info.status === "complete") {
    await files.remove(join(directory, PARTS_FOLDER));
    return { state: "complete", completed: info.rollouts ?? 0, started, hasTasks };
  }
  const parts = await readParts(directory);
  await tidy(directory, new Set(parts.firstRollouts), files);
  return { state: "running", completed: parts.rolloutCount, started, hasTasks };
}

/** Removes half-written files, steps whose rollouts were not written any more, and parts behind a gap. */
async function tidy(directory: string, counting: ReadonlySet<number>, files: RunFiles): Promise<void> {
  for (const folder of [directory, join(directory, PARTS_FOLDER), join(directory, STATES_FOLDER)]) {
    for (const name of (await files.list(folder)) ?? []) {
      const part = folder.endsWith(PARTS_FOLDER) ? parsePartFile(name) : undefined;
      const stray = part !== undefined && !counting.has(part.firstRollout);
      if (isTemporary(name) || stray) await files.remove(join(folder, name));
    }
  }
}

function outputExists(directory: string): FixpointError {
  return invalid("output", `${directory} exists`, { expected: "a new directory, or --resume" });
}

function noRun(directory: string): FixpointError {
  return invalid("output", `${directory} holds no ${RUN_FILE}`, { expected: "a run to resume" });
}

function differentTask(id: string, directory: string): FixpointError {
  return usage("resume", `task ${id} is another`, { expected: "the tasks with which the run began", where: directory });
}
