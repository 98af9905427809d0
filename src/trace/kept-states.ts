/**
 * @file The states that a run keeps of one rollout: see `state-layout.ts` for which they are.
 */

import { invalid } from "../errors.ts";
import { openSafetensors } from "../formats/safetensors.ts";
import type { StateName } from "../model/schedule.ts";
import type { FileAccess } from "./file-access.ts";

export interface KeptStatesFile {
  /** f32; `z_H` [steps, P+S, D], `z_L` [steps, H, L, P+S, D]. Those that the file has. */
  readonly shapes: ReadonlyMap<StateName, readonly number[]>;
  /**
   * f32 [P+S, D]: the state at `index`, counted along the axes before P+S. Reads one supervision step.
   * Throws a `FixpointError` where the file has no such state.
   */
  read(state: StateName, index: number): Promise<Float32Array>;
}

const STATES: readonly StateName[] = ["z_H", "z_L"];

/** Reads the header of the file. */
export async function openKeptStates(file: FileAccess): Promise<KeptStatesFile> {
  const { tensors } = await file.use(openSafetensors);
  const shapes = STATES.flatMap((state): [StateName, readonly number[]][] => {
    const tensor = tensors.get(state);
    return tensor === undefined ? [] : [[state, tensor.shape]];
  });
  return {
    shapes: new Map(shapes),
    read: (state, index) =>
      file.use(async (source) => {
        const tensor = (await openSafetensors(source)).tensors.get(state);
        if (tensor === undefined || tensor.shape.length < 3) {
          throw invalid("states", `no ${state}`, { expected: [...tensors.keys()].join(" and "), where: file.name });
        }
        const [steps = 0, ...within] = tensor.shape;
        const perStep = product(within.slice(0, -2));
        if (!(Number.isInteger(index) && index >= 0 && index < steps * perStep)) {
          throw invalid(`index of ${state}`, index, { expected: `0 to ${steps * perStep - 1}`, where: file.name });
        }
        const values = await tensor.readRowsF32([Math.floor(index / perStep)]);
        const size = product(within.slice(-2));
        return values.slice((index % perStep) * size, ((index % perStep) + 1) * size);
      }),
  };
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((result, number) => result * number, 1);
}
