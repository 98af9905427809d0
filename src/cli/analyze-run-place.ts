/**
 * @file A run whose complaints name its folder as it was given: its files are called the same in every run.
 */

import { FixpointError, within } from "../errors.ts";
import type { Run } from "../trace/run-reader.ts";

/** The same run; what a `FixpointError` says while it is read ends in `in PATH`. */
export function runInPlace(run: Run, path: string): Run {
  return {
    ...run,
    tasks: () => inPlace(path, () => run.tasks()),
    rollouts: () => inPlace(path, () => run.rollouts()),
    rolloutGroups: () => eachInPlace(path, run.rolloutGroups()),
    steps: (rollout) => inPlace(path, () => run.steps(rollout)),
    allSteps: () => eachInPlace(path, run.allSteps()),
    allStepColumns: (fields) => eachInPlace(path, run.allStepColumns(fields)),
    states: (rollout) => inPlace(path, () => run.states(rollout)),
  };
}

/** As `within` in errors.ts does for work that is done at once. */
export async function inPlace<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw placed(path, error);
  }
}

async function* eachInPlace<T>(path: string, items: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    yield* items;
  } catch (error) {
    throw placed(path, error);
  }
}

/** A path that the sentence has already, by itself or before a file's name, is not said twice. */
function placed(path: string, error: unknown): unknown {
  if (!(error instanceof FixpointError)) return error;
  const words = error.message.split(/[\s(),]+/).map((word) => word.replace(/:$/, ""));
  if (words.some((word) => word === path || word.startsWith(`${path}/`))) return error;
  try {
    return within(path, () => {
      throw error;
    });
  } catch (named) {
    return named;
  }
}
