import { describe, expect, it } from "vitest";
import { smallPlan } from "../../test/small-training.ts";
import { FixpointError } from "../errors.ts";
import { memorySource } from "../platform/byte-source.ts";
import { begin } from "./begin.ts";
import { decodeState, encodeState } from "./saved-state.ts";
import type { TrainingState } from "./training-state.ts";

const WITH = { dataSha256: "abc", elapsedSeconds: 12.125, logBytes: 345 };

const joined = (chunks: readonly Uint8Array[]): Uint8Array => Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));

/** A state in which no two numbers are alike. */
async function stateOf(values: Readonly<Record<string, unknown>> = {}): Promise<TrainingState> {
  const { recipe, config } = smallPlan(values);
  const { state } = await begin(recipe, config, undefined);
  let drawn = 0;
  const fill = (array: Float32Array | Int32Array): void => {
    array.forEach((_, place) => {
      array[place] = array instanceof Float32Array ? Math.sin(++drawn) : ++drawn;
    });
  };
  for (const { data } of state.weights.values()) fill(data);
  for (const arrays of [state.m, state.v, state.states]) for (const data of arrays.values()) fill(data);
  for (const array of [state.carry.inputs, state.carry.labels, state.carry.identifiers, state.carry.steps]) fill(array);
  state.carry.halted.set([1, 0, 1]);
  state.carry.labels[0] = -1;
  return { ...state, step: 7, position: 2 ** 40 };
}

const fresh = async (values: Readonly<Record<string, unknown>> = {}): Promise<TrainingState> => {
  const { recipe, config } = smallPlan(values);
  return (await begin(recipe, config, undefined)).state;
};

describe("a saved training state", () => {
  it("comes back to the last bit", async () => {
    const state = await stateOf();
    const source = memorySource("resume.safetensors", joined(encodeState(state, WITH)));
    expect(await decodeState(source, await fresh())).toEqual({ ...WITH, state });
  });

  it("comes back without an average where there is none", async () => {
    const state = await stateOf({ ema: false });
    const source = memorySource("resume.safetensors", joined(encodeState(state, WITH)));
    const { state: read } = await decodeState(source, await fresh({ ema: false }));
    expect(read.ema.size).toBe(0);
    expect(read).toEqual(state);
  });

  it("of another batch size is refused", async () => {
    const source = memorySource("resume.safetensors", joined(encodeState(await stateOf(), WITH)));
    const other = await fresh({ global_batch_size: 4 });
    await expect(decodeState(source, other)).rejects.toThrow(
      "invalid training state: 'state z_H' [144] (expected [192], in resume.safetensors)",
    );
  });

  it("that is cut off, or something else, is one sentence", async () => {
    const bytes = joined(encodeState(await stateOf(), WITH));
    const like = await fresh();
    for (const length of [0, 7, 100, bytes.length - 1]) {
      const source = memorySource("resume.safetensors", bytes.subarray(0, length));
      await expect(decodeState(source, like)).rejects.toThrow(FixpointError);
    }
    const renamed = new TextDecoder("latin1").decode(bytes).replace("fixpoint training 1", "fixpoint training 9");
    const source = memorySource(
      "r",
      Uint8Array.from(renamed, (character) => character.charCodeAt(0)),
    );
    await expect(decodeState(source, like)).rejects.toThrow(
      "invalid training state: fixpoint training 9 (expected fixpoint training 1, in r)",
    );
  });
});
