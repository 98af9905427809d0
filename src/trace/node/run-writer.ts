/**
 * @file Writing a run directory, so that it is at every moment complete or resumable. The order of what is written is what
 * makes it so: see `append` and `finish`.
 */

import { join } from "node:path";
import type { Task } from "../../arc/puzzle.ts";
import type { JsonObject } from "../json.ts";
import type { JsonStyle } from "../json-style.ts";
import type { RecordedRollout } from "../recorder.ts";
import { formatRunInfo, type RunContent, type RunHeader, type RunInfo } from "../run-info.ts";
import {
  PARTS_FOLDER,
  partFile,
  ROLLOUTS_FILE,
  RUN_FILE,
  rolloutsPerStepsGroup,
  STATES_FOLDER,
  STEPS_FILE,
  TASKS_FILE,
} from "../run-layout.ts";
import { IMPORTED_ROLLOUTS, ROLLOUTS } from "../schema.ts";
import { formatTasks } from "../tasks-file.ts";
import { mergedRollouts, readParts } from "./parts.ts";
import { findOutput } from "./resume.ts";
import { type RunFiles, runFiles } from "./run-files.ts";
import { type StateFiles, type StateFilesOptions, stateFiles } from "./state-files.ts";
import { rolloutsFile, stepsFile } from "./table-files.ts";

export interface RunWriterOptions {
  /** Go on with the run that is there, if one is. */
  readonly resume?: boolean;
  readonly files?: RunFiles;
}

/** What is known only in the end. */
export interface RunEnd {
  /** ISO 8601. */
  readonly finished: string;
  /** Instead of what was given in the beginning: an import reads its file once. */
  readonly config?: JsonObject;
  readonly tasks?: readonly Task[];
  readonly importedFrom?: JsonStyle;
}

export interface RunWriter {
  /** Rollouts that are on disk: a resumed run goes on with the one of this number. */
  readonly completed: number;
  /** The run was complete when it was opened: there is nothing to do. */
  readonly alreadyComplete: boolean;
  /** Where the recorder puts the states of the next batch. */
  states(options: StateFilesOptions): StateFiles;
  /** Adds the next batch. Once this returns, a kill does not lose it. */
  append(batch: readonly RecordedRollout[], states?: StateFiles): Promise<void>;
  /** Merges the parts; then the run is complete. */
  finish(end: RunEnd): Promise<void>;
  /** Removes what this writer made, for a run that cannot be gone on with. */
  discard(): Promise<void>;
}

/**
 * Opens the directory for a new run, or to resume one. Writes nothing yet: the directory is made with the first batch.
 * Throws `invalid output: …` where it is there already, and a usage error where a run is resumed with other options.
 */
export async function openRunWriter(
  directory: string,
  content: RunContent,
  { resume = false, files = runFiles }: RunWriterOptions = {},
): Promise<RunWriter> {
  const found = await findOutput(directory, content, resume, files);
  const { header } = content;
  const createdBy = `fixpoint ${header.fixpointVersion}`;
  const table = content.importedFrom === undefined ? ROLLOUTS : IMPORTED_ROLLOUTS;
  let completed = found.completed;
  let begun = false;
  let made: string | undefined;

  const path = (...names: string[]): string => join(directory, ...names);
  const writeText = (name: string, text: Iterable<string>): Promise<void> => files.write(path(name), encoded(text));
  function writeInfo(info: Omit<RunInfo, keyof RunHeader> & Partial<RunHeader>): Promise<void> {
    return writeText(RUN_FILE, [formatRunInfo({ ...header, started: found.started ?? header.started, ...info })]);
  }

  /** `run.json` comes first: with it the directory is a run, and nobody else's. */
  async function begin(): Promise<void> {
    if (begun) return;
    try {
      if (found.state === "new") {
        made = await files.makeFolder(directory);
        const importedFrom = content.importedFrom ?? null;
        await writeInfo({ status: "running", finished: null, stepsIndex: null, importedFrom });
      }
      if (!found.hasTasks) await writeText(TASKS_FILE, formatTasks(content.tasks));
      await files.makeFolder(path(PARTS_FOLDER));
    } catch (error) {
      await discard();
      throw error;
    }
    begun = true;
  }
  /** The error that led here is the one to be told. */
  async function discard(): Promise<void> {
    if (made !== undefined) await files.remove(made).catch(() => undefined);
  }

  return {
    get completed() {
      return completed;
    },
    alreadyComplete: found.state === "complete",
    states: (options) => stateFiles(path(STATES_FOLDER), completed, options, begin),
    async append(batch, states) {
      const first = batch[0]?.rollout.rollout;
      if (first !== completed) throw new Error(`rollout ${first} where ${completed} is next`);
      await begin();
      await states?.commit();
      // The part of the rollouts comes last: it is what makes the part count.
      const most = rolloutsPerStepsGroup(header.rollouts ?? 0);
      const { chunks } = stepsFile(listed(batch.map(({ steps }) => steps)), most, createdBy);
      await files.write(path(PARTS_FOLDER, partFile("steps", first)), chunks);
      const rows = batch.map(({ rollout }) => rollout);
      await files.write(path(PARTS_FOLDER, partFile("rollouts", first)), rolloutsFile(table, [rows], createdBy));
      completed += batch.length;
    },
    async finish({ finished, config = header.config, tasks, importedFrom }) {
      if (found.state === "complete") return;
      if (completed === 0 || completed !== (header.rollouts ?? completed)) {
        throw new Error(`${completed} of ${header.rollouts} rollouts are there`);
      }
      if (tasks !== undefined) await writeText(TASKS_FILE, formatTasks(tasks));
      const parts = await readParts(directory);
      if (parts.rolloutCount !== completed) throw new Error(`${completed} rollouts, ${parts.rolloutCount} in parts`);
      await files.write(path(ROLLOUTS_FILE), rolloutsFile(table, mergedRollouts(parts), createdBy));
      const steps = stepsFile(parts.allSteps(), rolloutsPerStepsGroup(completed), createdBy);
      await files.write(path(STEPS_FILE), steps.chunks);
      // From here on the run is complete, whether or not the parts are still there.
      const style = importedFrom ?? content.importedFrom ?? null;
      const stepsIndex = steps.index();
      const end = { finished, config, stepsIndex, importedFrom: style, rollouts: completed };
      await writeInfo({ status: "complete", ...end });
      await files.remove(path(PARTS_FOLDER));
    },
    discard,
  };
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  yield* items;
}

function* encoded(text: Iterable<string>): Generator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for (const piece of text) yield encoder.encode(piece);
}
