/**
 * @file The package in Node: `import { openModel, rollout } from "fixpoint"`.
 */

import { createEngine } from "./engine/create.ts";
import { FixpointError } from "./errors.ts";
import { readTaskSet } from "./formats/tasks/read-task-set.ts";
import type { TaskSet } from "./formats/tasks/task-set.ts";
import { rolloutOn } from "./library.ts";
import type { Model } from "./model/model.ts";
import { openCheckpoint } from "./model/open-checkpoint.ts";
import { openFile } from "./platform/node/file-source.ts";
import { openFolder } from "./platform/node/folder.ts";
import { openLocation } from "./platform/node/location.ts";

export * from "./library.ts";
export { createEngine, openFolder };

/** Rolls out one batch: one event per address, for all rows. See `RolloutEvent`. */
export const rollout = rolloutOn(createEngine);

export interface OpenedModel extends Model {
  /** Closes the checkpoint; rows of the puzzle embedding cannot be read any more. */
  close(): Promise<void>;
}

/**
 * Opens a checkpoint (PyTorch or safetensors) with the config beside it. `dataSeqLen` is the canvas of the data, for
 * checkpoints that do not say theirs. Throws a `FixpointError` for what is wrong with any of the files.
 */
export async function openModel(
  path: string,
  { config, dataSeqLen }: { readonly config?: string; readonly dataSeqLen?: number } = {},
): Promise<OpenedModel> {
  const location = await openLocation(path);
  if (location.kind === "folder")
    throw new FixpointError(`invalid checkpoint: ${path} is a directory (expected a file)`);
  const { source, folder } = location;
  try {
    const named = config === undefined ? undefined : await openFile(config);
    try {
      const model = await openCheckpoint(source, folder, { config: named, dataSeqLen });
      return { ...model, close: () => source.close() };
    } finally {
      await named?.close();
    }
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Reads whatever the command line takes as TASKS: a task, a directory, a challenges file, a dataset, a token batch. */
export async function readTasks(path: string): Promise<TaskSet> {
  const location = await openLocation(path);
  try {
    return await readTaskSet(location);
  } finally {
    if (location.kind === "file") await location.source.close();
  }
}
