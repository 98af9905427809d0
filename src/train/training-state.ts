/**
 * @file Everything that a training is at the end of a step, on the host: what is saved, and what a training begins or goes on with.
 */

import { sizeOf } from "../graph/shape.ts";
import type { Shape } from "../graph/types.ts";
import { type ModelConfig, positionsOf } from "../model/config.ts";
import type { Schedule, StateName } from "../model/schedule.ts";
import { PUZZLE_EMBEDDING, type Weight, type Weights } from "../model/weights.ts";
import { type Carry, emptyCarry } from "./act.ts";

/** f32 data by name. */
export type Arrays = ReadonlyMap<string, Float32Array>;

export interface TrainingState {
  /** Training steps done. */
  readonly step: number;
  /** Where the data go on. */
  readonly position: number;
  /** All tensors of the model under official names, the puzzle embedding included. */
  readonly weights: ReadonlyMap<string, Weight>;
  /** The optimiser's, per parameter. */
  readonly m: Arrays;
  readonly v: Arrays;
  /** The average of the parameters; empty where there is none. */
  readonly ema: Arrays;
  /** f32 [B, P+S, D] each. */
  readonly states: ReadonlyMap<StateName, Float32Array>;
  readonly carry: Carry;
}

export interface FreshStateOptions {
  readonly config: ModelConfig;
  readonly schedule: Schedule;
  /** Names and shapes of what the optimiser updates. */
  readonly parameters: ReadonlyMap<string, Shape>;
  readonly batch: number;
  readonly ema: boolean;
}

/** The state before the first step: the average begins as a copy of the parameters, everything else with nothing. */
export function freshState(weights: ReadonlyMap<string, Weight>, options: FreshStateOptions): TrainingState {
  const { config, schedule, parameters, batch, ema } = options;
  const zeros = (): Arrays => new Map([...parameters].map(([name, shape]) => [name, new Float32Array(sizeOf(shape))]));
  const elements = batch * positionsOf(config) * config.hiddenSize;
  return {
    step: 0,
    position: 0,
    weights,
    m: zeros(),
    v: zeros(),
    ema: new Map(ema ? [...parameters.keys()].map((name) => [name, weightOf(weights, name).data]) : []),
    states: new Map(schedule.states.map((name) => [name, new Float32Array(elements)])),
    carry: emptyCarry(batch, config.seqLen),
  };
}

/** The weights with the average in the place of the parameters; with live buffers and puzzle embedding, as upstream evaluates. */
export function averagedWeights({ weights, ema }: TrainingState): Weights {
  return new Map([...weights].map(([name, { shape, data }]) => [name, { shape, data: ema.get(name) ?? data }]));
}

/** The table of the puzzle embedding, f32 [identifiers, ndim]; empty where there is none. */
export const puzzleTable = (weights: ReadonlyMap<string, Weight>): Float32Array =>
  weights.get(PUZZLE_EMBEDDING)?.data ?? new Float32Array(0);

function weightOf(weights: ReadonlyMap<string, Weight>, name: string): Weight {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`no weight ${name}`);
  return found;
}
