/**
 * @file Reading a run directory, wherever it lies. A run that is not complete can be read too, as far as it got.
 */

import type { Task } from "../arc/puzzle.ts";
import { invalid } from "../errors.ts";
import { readJsonIn } from "../formats/tasks/json-file.ts";
import type { Folder } from "../platform/folder.ts";
import { keptOpen, openedEachTime } from "./file-access.ts";
import { type KeptStatesFile, openKeptStates } from "./kept-states.ts";
import { type RunInfo, readRunInfo } from "./run-info.ts";
import {
  PARTS_FOLDER,
  parsePartFile,
  partFile,
  ROLLOUTS_FILE,
  RUN_FILE,
  STATES_FOLDER,
  STEPS_FILE,
  statesFile,
  TASKS_FILE,
} from "./run-layout.ts";
import type { RolloutRecord, StepRecord } from "./schema.ts";
import { openSegment, type Segment } from "./segment.ts";
import type { StepColumns, StepField } from "./steps-table.ts";
import { readTasks } from "./tasks-file.ts";

export interface Run {
  /** The directory's name. */
  readonly name: string;
  readonly info: RunInfo;
  /** How many there are to read: all of a complete run, fewer than `info.rollouts` of one that is still running. */
  readonly rolloutCount: number;
  /** The ARC tasks by id; empty for other data. */
  tasks(): Promise<ReadonlyMap<string, Task>>;
  rollouts(): Promise<readonly RolloutRecord[]>;
  /** In order, some hundred at a time. */
  rolloutGroups(): AsyncGenerator<readonly RolloutRecord[], void, void>;
  /** The steps of one rollout. Reads the row group that holds it and no other. */
  steps(rollout: number): Promise<readonly StepRecord[]>;
  /** The steps of every rollout in turn, in bounded memory. */
  allSteps(): AsyncGenerator<readonly StepRecord[], void, void>;
  /** Some columns of the steps of every rollout in turn: quicker, most of all without `tokens`. In bounded memory. */
  allStepColumns<Field extends StepField>(fields: readonly Field[]): AsyncGenerator<StepColumns<Field>, void, void>;
  /** `undefined` where the run keeps none. */
  states(rollout: number): Promise<KeptStatesFile | undefined>;
  close(): Promise<void>;
}

/** Opens a run by `run.json` and the footer of its rollouts. Throws a `FixpointError` for a folder that is no run. */
export async function openRun(folder: Folder): Promise<Run> {
  const info = await readInfo(folder);
  const segments = info.status === "complete" ? [await mergedSegment(folder, info)] : await partSegments(folder);
  const rolloutCount = segments.reduce((sum, segment) => sum + segment.rolloutCount, 0);
  async function close(): Promise<void> {
    for (const segment of segments) await segment.close();
  }
  if (info.status === "complete" && info.rollouts !== null && rolloutCount !== info.rollouts) {
    await close();
    const got = `${rolloutCount} rollouts in ${ROLLOUTS_FILE}`;
    throw invalid("run", got, { expected: `${info.rollouts}, as ${RUN_FILE} says`, where: folder.name });
  }
  let tasks: Promise<ReadonlyMap<string, Task>> | undefined;

  async function* rolloutGroups(): AsyncGenerator<readonly RolloutRecord[], void, void> {
    for (const segment of segments) yield* segment.rolloutGroups();
  }
  function checkRollout(rollout: number): void {
    if (Number.isInteger(rollout) && rollout >= 0 && rollout < rolloutCount) return;
    const expected = rolloutCount === 0 ? "none yet" : `0 to ${rolloutCount - 1}`;
    throw invalid("rollout", rollout, { expected, where: folder.name });
  }

  return {
    name: folder.name,
    info,
    rolloutCount,
    rolloutGroups,
    async rollouts() {
      const all: RolloutRecord[] = [];
      for await (const rows of rolloutGroups()) all.push(...rows);
      return all;
    },
    tasks() {
      tasks ??= readTasksOf(folder);
      return tasks;
    },
    async steps(rollout) {
      checkRollout(rollout);
      const holder = segments.findLast(({ firstRollout }) => firstRollout <= rollout);
      if (holder === undefined) throw new Error(`no segment holds rollout ${rollout}`);
      return holder.steps(rollout);
    },
    async *allSteps() {
      for (const segment of segments) yield* segment.all();
    },
    async *allStepColumns(fields) {
      for (const segment of segments) yield* segment.allColumns(fields);
    },
    async states(rollout) {
      checkRollout(rollout);
      // A folder behind HTTP cannot tell whether it is there.
      if (info.options["states"] === "none" || info.importedFrom !== null) return undefined;
      const states = await folder.folder(STATES_FOLDER);
      return states && openKeptStates(openedEachTime(states, statesFile(rollout)));
    },
    close,
  };
}

/** `run.json` of a run directory. */
export async function readInfo(folder: Folder): Promise<RunInfo> {
  const file = await readJsonIn(folder, RUN_FILE);
  if (file === undefined) {
    throw invalid("run", `no ${RUN_FILE}`, { expected: "a directory that trace or import wrote", where: folder.name });
  }
  return readRunInfo(file.value, RUN_FILE);
}

/** `tasks.json` of a run directory. */
export async function readTasksOf(folder: Folder): Promise<ReadonlyMap<string, Task>> {
  const file = await readJsonIn(folder, TASKS_FILE);
  if (file === undefined) throw invalid("run", `${TASKS_FILE} is missing`, { where: folder.name });
  return readTasks(file.value, TASKS_FILE);
}

function mergedSegment(folder: Folder, { stepsIndex }: RunInfo): Promise<Segment> {
  const files = { rollouts: keptOpen(folder, ROLLOUTS_FILE), steps: keptOpen(folder, STEPS_FILE), stepsIndex };
  return openSegment(0, files);
}

/** The parts of a running run in order: those that follow each other from rollout 0 on. */
export async function partSegments(folder: Folder): Promise<Segment[]> {
  const parts = await folder.folder(PARTS_FOLDER);
  if (parts === undefined) return [];
  const firsts = (await parts.list())
    .map(({ name }) => parsePartFile(name))
    .filter((part) => part?.kind === "rollouts")
    .map((part) => part?.firstRollout);
  const segments: Segment[] = [];
  for (let next = 0; firsts.includes(next); ) {
    const files = {
      rollouts: openedEachTime(parts, partFile("rollouts", next)),
      steps: openedEachTime(parts, partFile("steps", next)),
      stepsIndex: null,
    };
    const segment = await openSegment(next, files);
    if (segment.rolloutCount === 0) break;
    segments.push(segment);
    next += segment.rolloutCount;
  }
  return segments;
}
