/**
 * @file What the package gives to programs, in Node and in the browser alike. `index.ts` and `web.ts` add how bytes are opened and
 * which engines there are.
 */

import type { CreatedEngine } from "./engine/create.ts";
import type { EngineName, EngineOptions } from "./engine/engine.ts";
import type { Model } from "./model/model.ts";
import { bindModel } from "./rollout/bound-model.ts";
import type { RolloutEvent } from "./rollout/events.ts";
import type { DecodeOptions } from "./rollout/graphs.ts";
import { parseInterventions } from "./rollout/interventions/parse.ts";
import type { RolloutRow } from "./rollout/request.ts";
import { rollout } from "./rollout/rollout.ts";

export { cropTokens } from "./arc/crop.ts";
export type { Grid, Pair, Puzzle, Task } from "./arc/puzzle.ts";
export { parseTask } from "./arc/task.ts";
export { gridToTokens } from "./arc/tokens.ts";
export type { Engine, EngineName, EngineTensor, Executable } from "./engine/engine.ts";
export { FixpointError } from "./errors.ts";
export { type Address, formatAddress, parseAddress } from "./model/address.ts";
export type { ModelConfig } from "./model/config.ts";
export type { Model } from "./model/model.ts";
export type { Schedule, StateName } from "./model/schedule.ts";
export type { ByteSource } from "./platform/byte-source.ts";
export type { Folder } from "./platform/folder.ts";
export type { AnswerMovement, RolloutEvent } from "./rollout/events.ts";
export { namedIdentifiers, ownIdentifiers, sameIdentifier } from "./rollout/identifiers.ts";
export type { RolloutRow } from "./rollout/request.ts";
export { type RowOptions, rolloutRows } from "./rollout/rows.ts";
export { openRun, type Run } from "./trace/run-reader.ts";
export type { RolloutRecord, StepRecord } from "./trace/schema.ts";

export interface LibraryRolloutOptions extends DecodeOptions, EngineOptions {
  /** The CPU in Node, WebAssembly in a browser, where it is left out. */
  readonly engine?: EngineName;
  /** Supervision steps; the model's halt_max_steps where it is left out. */
  readonly steps?: number;
  /** Seed of the noise. */
  readonly seed?: number;
  /** As on the command line: `noise@5:target=z_L,sigma=1`. */
  readonly interventions?: readonly string[];
}

export type LibraryRollout = (
  model: Model,
  rows: readonly RolloutRow[],
  options?: LibraryRolloutOptions,
) => AsyncGenerator<RolloutEvent, void, void>;

/** `rollout` on engines of one platform: makes an engine, rolls the rows out as one batch, and releases it in the end. */
export function rolloutOn(
  createEngine: (name: EngineName | undefined, options: EngineOptions) => Promise<CreatedEngine>,
): LibraryRollout {
  return async function* (model, rows, options = {}) {
    const { schedule } = model;
    const interventions = parseInterventions(options.interventions ?? [], {
      cycles: schedule,
      states: schedule.states,
    });
    const { engine } = await createEngine(options.engine, options);
    try {
      const bound = await bindModel(model, engine, rows.length, options);
      yield* rollout(bound, rows, { ...options, interventions });
    } finally {
      await engine.close();
    }
  };
}
