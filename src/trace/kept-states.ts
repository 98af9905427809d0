/**
 * @file The states that a run keeps of one rollout: see `state-layout.ts` for which they are.
 */

import { invalid } from "../errors.ts";
import { openSafetensors } from "../formats/safetensors.ts";
import type { StateName } from "../model/schedule.ts";
import type { FileAccess } from "./file-access.ts";
import { product } from "./state-layout.ts";

export interface KeptStatesFile {
  /** f32; `z_H` [steps, P+S, D], `z_L` [steps, H, L, P+S, D]. Those that the file has. */
  readonly shapes: ReadonlyMap<StateName, readonly number[]>;
  /**
   * f32 [P+S, D]: the state at `index`, counted along the axes before P+S. Reads one supervision step.
   * Throws a `FixpointError` where the file has no such state.
   */
  read(state: StateName, index: number): Promise<Float32Array>;
  /** f32 [P+S, D] each: the states of supervision step `step` (from 1), in the order of `index`; all are read at once. */
  readStep(state: StateName, step: number): Promise<readonly Float32Array[]>;
}

const STATES: readonly StateName[] = ["z_H", "z_L"];

/** Reads the header of the file. */
export async function openKeptStates(file: FileAccess): Promise<KeptStatesFile> {
  const { tensors } = await file.use(openSafetensors);
  const shapes = STATES.flatMap((state): [StateName, readonly number[]][] => {
    const tensor = tensors.get(state);
    return tensor === undefined ? [] : [[state, tensor.shape]];
  });
  /** The states of the supervision step that `choose` names, from 0. */
  const readStates = (state: StateName, choose: (layout: StateLayout) => number): Promise<Float32Array[]> =>
    file.use(async (source) => {
      const tensor = (await openSafetensors(source)).tensors.get(state);
      if (tensor === undefined || tensor.shape.length < 3) {
        throw invalid("states", `no ${state}`, { expected: [...tensors.keys()].join(" and "), where: file.name });
      }
      const [steps = 0, ...within] = tensor.shape;
      const perStep = product(within.slice(0, -2));
      const values = await tensor.readRowsF32([choose({ steps, perStep })]);
      const size = product(within.slice(-2));
      return Array.from({ length: perStep }, (_, place) => values.slice(place * size, (place + 1) * size));
    });
  function check(what: string, value: number, first: number, last: number): void {
    if (Number.isInteger(value) && value >= first && value <= last) return;
    throw invalid(what, value, { expected: `${first} to ${last}`, where: file.name });
  }
  return {
    shapes: new Map(shapes),
    async read(state, index) {
      let place = 0;
      const states = await readStates(state, ({ steps, perStep }) => {
        check(`index of ${state}`, index, 0, steps * perStep - 1);
        place = index % perStep;
        return Math.floor(index / perStep);
      });
      return states[place] as Float32Array;
    },
    readStep: (state, step) =>
      readStates(state, ({ steps }) => {
        check("supervision step", step, 1, steps);
        return step - 1;
      }),
  };
}

interface StateLayout {
  readonly steps: number;
  /** States in a supervision step. */
  readonly perStep: number;
}
