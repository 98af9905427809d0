/**
 * @file The worker's side: one model, open and bound to an engine, and what is done with it.
 */

import type { Engine } from "../../src/engine/engine.ts";
import { FixpointError, usage } from "../../src/errors.ts";
import { readIdentifiers } from "../../src/formats/tasks/identifiers.ts";
import { readTaskSet } from "../../src/formats/tasks/read-task-set.ts";
import { canvasSide, positionsOf } from "../../src/model/config.ts";
import type { Model } from "../../src/model/model.ts";
import { openCheckpoint } from "../../src/model/open-checkpoint.ts";
import { upstreamConfig } from "../../src/model/upstream-config.ts";
import type { Folder } from "../../src/platform/folder.ts";
import { blobFolder } from "../../src/platform/web/blob-folder.ts";
import { blobSource } from "../../src/platform/web/blob-source.ts";
import { guessKind } from "../../src/render/notation/kind.ts";
import { type BoundModel, bindModel } from "../../src/rollout/bound-model.ts";
import type { RolloutEvent } from "../../src/rollout/events.ts";
import {
  BLANK_IDENTIFIER,
  type Identifiers,
  knownIdentifiers,
  namedIdentifiers,
  ownIdentifiers,
} from "../../src/rollout/identifiers.ts";
import type { StateProvider } from "../../src/rollout/interventions/intervention.ts";
import { parseInterventions } from "../../src/rollout/interventions/parse.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { rolloutRows } from "../../src/rollout/rows.ts";
import { record, type StateSink } from "../../src/trace/recorder.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import { haltRuleOf } from "../../src/trace/summary.ts";
import type { DroppedFile } from "../sources/source.ts";
import { examplesFor } from "./examples.ts";
import { checkpointOf, lastPart } from "./live-files.ts";
import type { EngineChoice, LiveModel, LivePuzzle, OpenOrder, RunOrder, TasksRead } from "./protocol.ts";
import type { StateStore } from "./state-store.ts";

/** Of a task file; more nobody picks from by hand. */
const MOST_TASKS = 200;
/** Below so many bytes of checkpoint threads would wait for each other longer than they compute. */
const SMALL_CHECKPOINT = 1 << 24;
/** More wait for each other at any size that runs in a browser. */
const MOST_THREADS = 8;

export interface LiveEngine {
  readonly about: LiveModel;
  examples(options: { readonly seed: number; readonly count: number }): readonly LivePuzzle[];
  tasks(file: DroppedFile): Promise<TasksRead>;
  /** Tells of each step as it comes; undefined when `isCancelled` said so before the end. */
  run(
    order: RunOrder,
    onStep: (step: StepRecord) => void,
    isCancelled: () => boolean,
  ): Promise<RolloutRecord | undefined>;
  close(): Promise<void>;
}

/** Makes an engine and prepares the model on it; in a browser `preparedOn`. */
export type PreparedOn = <T>(
  choice: EngineChoice,
  mostThreads: number,
  prepare: (engine: Engine) => Promise<T>,
) => Promise<{ readonly prepared: T; readonly notes: readonly string[] }>;

/** The states of what it runs go to `store`. Throws a `FixpointError` for whatever is wrong with any of the files. */
export async function openLiveEngine(
  { files, engine: choice, run }: OpenOrder,
  preparedOn: PreparedOn,
  store: StateStore,
): Promise<LiveEngine> {
  const checkpoint = checkpointOf(files);
  const folder = blobFolder("model", new Map(files.map(({ path, blob }) => [lastPart(path), blob])));
  const model = await openCheckpoint(blobSource(lastPart(checkpoint.path), checkpoint.blob), folder);
  const names = await readIdentifiers(folder);
  const decode = { confidence: true, probabilities: true };
  const threads = checkpoint.blob.size < SMALL_CHECKPOINT ? 1 : MOST_THREADS;
  const { prepared: bound, notes } = await preparedOn(choice, threads, (engine) => bindModel(model, engine, 1, decode));
  const about = aboutModel(model, bound, [...model.notes, ...notes]);
  const { kind, side } = about;
  const { schedule, config } = model;
  const identifiers = names === undefined ? ownIdentifiers() : namedIdentifiers(names, "identifiers.json");
  return {
    about,
    examples: (options) => examplesFor({ ...options, kind, side, names: names ?? [], identifiers }),
    tasks: (file) => readPuzzles(file, model, names, folder),
    async run(order, onStep, isCancelled) {
      const layout = {
        name: run.name,
        schedule,
        steps: order.steps,
        positions: positionsOf(config),
        width: config.hiddenSize,
      };
      const keeping = store.begin({ run: run.id, rollout: order.rollout }, layout);
      const finished = await runOrder(order, bound, onStep, isCancelled, keeping.sink);
      if (finished !== undefined) keeping.finish();
      return finished;
    },
    close: () => bound.engine.close(),
  };
}

function aboutModel(model: Model, { engine }: BoundModel, notes: readonly string[]): LiveModel {
  const { config, schedule, file, sha256 } = model;
  const side = canvasSide(config);
  return {
    identity: { architecture: config.architecture, file, sha256 },
    config: upstreamConfig(config),
    cycles: { hCycles: schedule.hCycles, lCycles: schedule.lCycles },
    states: schedule.states,
    kind: guessKind({ isTask: false, vocabulary: config.vocabSize, side }),
    side,
    vocabulary: config.vocabSize,
    steps: config.haltMaxSteps,
    engine: engine.description,
    notes,
  };
}

async function readPuzzles(
  { path, blob }: DroppedFile,
  model: Model,
  names: readonly string[] | undefined,
  folder: Folder,
): Promise<TasksRead> {
  const set = await readTaskSet({ kind: "file", source: blobSource(lastPart(path), blob), folder });
  const unknown = new Set<string>();
  const { rows, tasks, notes } = rolloutRows(set, model, {
    identifiers: blankForUnknown(knownIdentifiers(set, names) ?? ownIdentifiers(), unknown),
    augment: 0,
    limit: MOST_TASKS,
    seed: 0,
  });
  return {
    puzzles: rows.map((row) => ({ row, task: tasks.find(({ id }) => id === row.puzzle.task) })),
    notes: [...notes, ...[...unknown].map((task) => `the model learned no puzzle ${task}: it is given the blank one`)],
  };
}

/** A puzzle of one's own has no row; nobody should be turned away for that. Adds the tasks without one to `unknown`. */
function blankForUnknown(known: Identifiers, unknown: Set<string>): Identifiers {
  return {
    ...known,
    of(puzzle) {
      try {
        return known.of(puzzle);
      } catch (error) {
        if (!(error instanceof FixpointError)) throw error;
        unknown.add(puzzle.task);
        return BLANK_IDENTIFIER;
      }
    },
  };
}

class Cancelled extends Error {}

async function runOrder(
  { row, rollout: number, steps, seed, interventions: specs, branch, given }: RunOrder,
  bound: BoundModel,
  onStep: (step: StepRecord) => void,
  isCancelled: () => boolean,
  states: StateSink | undefined,
): Promise<RolloutRecord | undefined> {
  const { schedule, config } = bound.model;
  const dependencies = { stateProvider: providerOf(given) };
  const interventions = parseInterventions(specs, { cycles: schedule, states: schedule.states }, dependencies);
  for (const { spec, lastSupervisionStep: last } of interventions) {
    if (last === Number.POSITIVE_INFINITY || last <= steps) continue;
    throw usage("intervention", `${spec} reaches supervision step ${last}`, { expected: `1 to ${steps}` });
  }
  async function* heedful(events: AsyncIterable<RolloutEvent>): AsyncGenerator<RolloutEvent, void, void> {
    for await (const event of events) {
      yield event;
      // WebAssembly leaves no room for messages on its own.
      await nextTurn();
      if (isCancelled()) throw new Cancelled();
    }
  }
  try {
    const recorded = record(heedful(rollout(bound, [row], { steps, seed, interventions })), {
      rows: [row],
      firstRollout: number,
      schedule,
      haltRule: haltRuleOf(config.architecture),
      seed,
      intervention: specs.join(" "),
      ...(branch && { branches: [branch] }),
      ...(states && { states }),
      onStep,
    });
    for await (const { rollout: finished } of recorded) return finished;
    throw new Error("a rollout without a record");
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

const providerOf =
  (given: RunOrder["given"] = {}): StateProvider =>
  async (reference, state) => {
    const values = given[reference]?.[state];
    if (values !== undefined) return values.slice();
    throw usage("patch", `no ${state} of ${reference}`, { expected: Object.keys(given).join(", ") || "none" });
  };

/** Lets what has come in meanwhile be heard. Timers wait four milliseconds, a message does not. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
