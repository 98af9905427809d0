/**
 * @file What the page and the worker that runs models say to each other; while a rollout is under way its steps come as parts.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import type { Cycles } from "../../src/model/address.ts";
import type { StateName } from "../../src/model/schedule.ts";
import type { DataKind } from "../../src/render/notation/notation.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import type { JsonObject } from "../../src/trace/json.ts";
import type { Branch } from "../../src/trace/recorder.ts";
import type { ModelIdentity } from "../../src/trace/run-info.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import type { ProjectedStates, ProjectionAsk, Unprojected } from "../sources/project-states.ts";
import type { DroppedFile } from "../sources/source.ts";
import type { StatesInMemory } from "../sources/states-in-memory.ts";
import type { RolloutName } from "./state-store.ts";

/** `auto`: WebGPU where there is one, else WebAssembly. */
export const ENGINE_CHOICES = ["auto", "webgpu", "wasm"] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number] & (EngineName | "auto");

/** A model that is open and bound to an engine, as far as the page needs to know it. */
export interface LiveModel {
  readonly identity: ModelIdentity;
  /** As resolved, with upstream's keys. */
  readonly config: JsonObject;
  readonly cycles: Cycles;
  readonly states: readonly StateName[];
  readonly kind: DataKind;
  /** Of the canvas. */
  readonly side: number;
  /** Tokens. */
  readonly vocabulary: number;
  /** Supervision steps, unless others are asked for. */
  readonly steps: number;
  /** The engine in words. */
  readonly engine: string;
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

/** Something to be solved, ready to be run. */
export interface LivePuzzle {
  readonly row: RolloutRow;
  /** With its training pairs; `undefined` for what is no ARC task. */
  readonly task: Task | undefined;
  /** How it was made up, so that it can be made again; missing of what was dropped or drawn. */
  readonly made?: MadeUp;
}

/** The puzzle `index` of the examples of `seed`. */
export interface MadeUp {
  readonly seed: number;
  readonly index: number;
}

export interface TasksRead {
  readonly puzzles: readonly LivePuzzle[];
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

export interface RunOrder {
  readonly row: RolloutRow;
  /** Its number in the live run. */
  readonly rollout: number;
  /** Supervision steps. */
  readonly steps: number;
  readonly seed: number;
  /** As after `--intervene`. */
  readonly interventions: readonly string[];
  readonly branch: Branch | null;
  /** What `patch@…:from=NAME` may take, by name: f32 [P+S, D] of each state. */
  readonly given?: Readonly<Record<string, Readonly<Partial<Record<StateName, Float32Array>>>>>;
}

export interface OpenOrder {
  readonly files: readonly DroppedFile[];
  readonly engine: EngineChoice;
  /** That its rollouts will make up: what the states that are kept of them are asked for by. */
  readonly run: { readonly id: string; readonly name: string };
}

/** Orders by name. */
export interface Orders {
  open: {
    readonly ask: OpenOrder;
    readonly answer: LiveModel;
  };
  /** Made up on the spot, for the model that is open; the same for the same seed. None where no generator fits. */
  examples: { readonly ask: { readonly seed: number; readonly count: number }; readonly answer: readonly LivePuzzle[] };
  /** Of a task file: what `TASKS` may be on the command line, as one file. */
  tasks: { readonly ask: DroppedFile; readonly answer: TasksRead };
  /** Null when it was cancelled. */
  run: { readonly ask: RunOrder; readonly answer: RolloutRecord | null };
  /** Live rollouts, of whichever model, on the principal axes of the states that are kept of them. */
  project: { readonly ask: ProjectionAsk; readonly answer: ProjectedStates | Unprojected };
  /** A copy of the states of a rollout; else why there are none. */
  lend: { readonly ask: RolloutName; readonly answer: StatesInMemory | string };
  /** Stops the rollout under way before its next step. */
  cancel: { readonly ask: null; readonly answer: null };
}
