/**
 * @file Between a training state on the host and the tensors that go from step to step on the engine.
 */

import type { Shape } from "../graph/types.ts";
import { type ModelConfig, positionsOf } from "../model/config.ts";
import { PUZZLE_EMBEDDING, type Weight } from "../model/weights.ts";
import type { Carry } from "./act.ts";
import { stepNames } from "./step-graph.ts";
import type { Arrays, TrainingState } from "./training-state.ts";

/** What goes from step to step on the engine, under the names of the graph's inputs. */
export function carriedTensors(
  { weights, m, v, ema, states, carry }: TrainingState,
  parameters: ReadonlyMap<string, Shape>,
  config: ModelConfig,
  averaged: boolean,
): Map<string, Weight> {
  const stateShape = [carry.steps.length, positionsOf(config), config.hiddenSize];
  const carried = new Map<string, Weight>();
  const add = (name: string, shape: Shape, data: Float32Array | undefined): void => {
    if (data === undefined) throw new Error(`the training state lacks ${name}`);
    carried.set(name, { shape, data });
  };
  for (const [name, data] of states) add(stepNames.state(name), stateShape, data);
  for (const [name, shape] of parameters) {
    add(stepNames.parameter(name), shape, weights.get(name)?.data);
    add(stepNames.m(name), shape, m.get(name));
    add(stepNames.v(name), shape, v.get(name));
    if (averaged) add(stepNames.ema(name), shape, ema.get(name));
  }
  return carried;
}

interface Read {
  readonly read: Arrays;
  readonly table: Float32Array;
  readonly step: number;
  readonly position: number;
  readonly carry: Carry;
}

/** The inverse of `carriedTensors`, with what stayed on the host. */
export function hostState(from: TrainingState, { read, table, step, position, carry }: Read): TrainingState {
  const data = (name: string): Float32Array => read.get(name) as Float32Array;
  const arrays = (of: Arrays, name: (parameter: string) => string): Arrays =>
    new Map([...of.keys()].map((parameter) => [parameter, data(name(parameter))]));
  return {
    step,
    position,
    weights: new Map(
      [...from.weights].map(([name, { shape, data: before }]) => {
        const now = name === PUZZLE_EMBEDDING ? table.slice() : (read.get(stepNames.parameter(name)) ?? before);
        return [name, { shape, data: now }];
      }),
    ),
    m: arrays(from.m, stepNames.m),
    v: arrays(from.v, stepNames.v),
    ema: arrays(from.ema, stepNames.ema),
    states: new Map([...from.states.keys()].map((name) => [name, data(stepNames.state(name))])),
    carry: {
      inputs: carry.inputs.slice(),
      labels: carry.labels.slice(),
      identifiers: carry.identifiers.slice(),
      steps: carry.steps.slice(),
      halted: carry.halted.slice(),
    },
  };
}
