/**
 * @file The latent states of a rollout that no run on disk keeps: those of a live one. Plain data, so that one worker can lend them to
 * another.
 */

import { invalid } from "../../src/errors.ts";
import type { StateName } from "../../src/model/schedule.ts";
import type { KeptStatesFile } from "../../src/trace/kept-states.ts";
import { product, type StateSchedule, type StateTensor } from "../../src/trace/state-layout.ts";

export interface StatesInMemory {
  /** Of the run, for messages. */
  readonly name: string;
  readonly schedule: StateSchedule;
  readonly tensors: readonly FilledTensor[];
}

export interface FilledTensor extends StateTensor {
  /** f32 of that shape */
  readonly values: Float32Array<ArrayBuffer>;
}

/** As a file of a run has them; what it reads are views, not copies. */
export function fileOf({ name, tensors }: Pick<StatesInMemory, "name" | "tensors">): KeptStatesFile {
  function find(state: StateName): { perStep: number; count: number; at(index: number): Float32Array } {
    const tensor = tensors.find((one) => one.state === state);
    if (tensor === undefined) {
      const expected = tensors.map((one) => one.state).join(" and ");
      throw invalid("states", `no ${state}`, { expected, where: name });
    }
    const { shape, values } = tensor;
    const [size, perStep] = [product(shape.slice(-2)), product(shape.slice(1, -2))];
    const at = (index: number) => values.subarray(index * size, (index + 1) * size);
    return { perStep, count: values.length / size, at };
  }
  function check(what: string, value: number, first: number, last: number): void {
    if (Number.isInteger(value) && value >= first && value <= last) return;
    throw invalid(what, value, { expected: `${first} to ${last}`, where: name });
  }
  return {
    shapes: new Map(tensors.map(({ state, shape }) => [state, shape])),
    async read(state, index) {
      const { count, at } = find(state);
      check(`index of ${state}`, index, 0, count - 1);
      return at(index);
    },
    async readStep(state, step) {
      const { perStep, count, at } = find(state);
      check("supervision step", step, 1, count / perStep);
      return Array.from({ length: perStep }, (_, place) => at((step - 1) * perStep + place));
    },
  };
}
