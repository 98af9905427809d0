/**
 * @file A training state as a file, exact to the last bit.
 */

import { invalid } from "../errors.ts";
import { openSafetensors } from "../formats/safetensors.ts";
import { encodeSafetensors, type TensorToStore } from "../formats/safetensors-write.ts";
import type { StoredTensor, TensorFile } from "../formats/tensor-file.ts";
import { sameShape } from "../graph/shape.ts";
import type { Shape } from "../graph/types.ts";
import type { StateName } from "../model/schedule.ts";
import type { Weight } from "../model/weights.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { bytesOf, f32Tensor } from "./checkpoint-file.ts";
import type { TrainingState } from "./training-state.ts";

/** What is saved with a state, beside it. */
export interface SavedWith {
  /** Hash of the data that the training sees. */
  readonly dataSha256: string;
  /** Seconds that the training has taken. */
  readonly elapsedSeconds: number;
  /** Length of the log at the end of the state's step. */
  readonly logBytes: number;
}

const FORMAT = "fixpoint training 1";

const flat = (name: string, data: Float32Array): TensorToStore => f32Tensor(name, [data.length], data);

/** The chunks of the file. */
export function encodeState(state: TrainingState, { dataSha256, elapsedSeconds, logBytes }: SavedWith): Uint8Array[] {
  const { carry } = state;
  const tensors = [...state.weights].map(([name, { shape, data }]) => f32Tensor(`weight ${name}`, shape, data));
  for (const kind of ["m", "v", "ema"] as const) {
    for (const [name, data] of state[kind]) tensors.push(flat(`${kind} ${name}`, data));
  }
  for (const [name, data] of state.states) tensors.push(flat(`state ${name}`, data));
  for (const name of ["inputs", "labels", "identifiers", "steps"] as const) {
    tensors.push({ name: `carry ${name}`, dtype: "i32", shape: [carry[name].length], data: bytesOf(carry[name]) });
  }
  tensors.push({ name: "carry halted", dtype: "u8", shape: [carry.halted.length], data: carry.halted });
  return encodeSafetensors(tensors, {
    format: FORMAT,
    step: String(state.step),
    position: String(state.position),
    data_sha256: dataSha256,
    elapsed_s: String(elapsedSeconds),
    log_bytes: String(logBytes),
  });
}

export interface SavedState extends SavedWith {
  readonly state: TrainingState;
}

/** Reads a state that has the tensors of `like`, which is what the training would begin with. */
export async function decodeState(source: ByteSource, like: TrainingState): Promise<SavedState> {
  const file = await openSafetensors(source);
  const { metadata } = file;
  if (metadata["format"] !== FORMAT) {
    throw invalid("training state", metadata["format"] ?? "no format", { expected: FORMAT, where: file.name });
  }
  const number = (key: string): number => {
    const value = Number(metadata[key]);
    if (metadata[key] === undefined || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
      throw invalid("training state", `its ${key}`, { expected: "a number from 0", where: file.name });
    }
    return value;
  };
  const floats = (name: string, shape: Shape): Promise<Float32Array> => tensorOf(file, name, shape).readF32();
  const integers = async (name: string, length: number): Promise<Int32Array> =>
    new Int32Array((await tensorOf(file, name, [length]).readBytes()).slice().buffer);
  async function arrays<Name extends string>(prefix: string, of: ReadonlyMap<Name, Float32Array>) {
    const read = new Map<Name, Float32Array>();
    for (const [name, { length }] of of) read.set(name, await floats(`${prefix} ${name}`, [length]));
    return read;
  }
  const weights = new Map<string, Weight>();
  for (const [name, { shape }] of like.weights)
    weights.set(name, { shape, data: await floats(`weight ${name}`, shape) });
  const { carry } = like;
  const state: TrainingState = {
    step: number("step"),
    position: number("position"),
    weights,
    m: await arrays<string>("m", like.m),
    v: await arrays<string>("v", like.v),
    ema: await arrays<string>("ema", like.ema),
    states: await arrays<StateName>("state", like.states),
    carry: {
      inputs: await integers("carry inputs", carry.inputs.length),
      labels: await integers("carry labels", carry.labels.length),
      identifiers: await integers("carry identifiers", carry.identifiers.length),
      steps: await integers("carry steps", carry.steps.length),
      halted: (await tensorOf(file, "carry halted", [carry.halted.length]).readBytes()).slice(),
    },
  };
  return {
    state,
    dataSha256: metadata["data_sha256"] ?? "",
    elapsedSeconds: number("elapsed_s"),
    logBytes: number("log_bytes"),
  };
}

function tensorOf(file: TensorFile, name: string, shape: Shape): StoredTensor {
  const tensor = file.tensors.get(name);
  if (tensor !== undefined && sameShape(tensor.shape, shape)) return tensor;
  const got = tensor === undefined ? `no '${name}'` : `'${name}' [${tensor.shape.join(", ")}]`;
  throw invalid("training state", got, { expected: `[${shape.join(", ")}]`, where: file.name });
}
