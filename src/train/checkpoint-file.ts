/**
 * @file A checkpoint as others read it: all tensors under the names that upstream's training gives them.
 */

import { TRAINING_PREFIX } from "../formats/names.ts";
import { encodeSafetensors, type TensorToStore } from "../formats/safetensors-write.ts";
import type { Weights } from "../model/weights.ts";

/** The chunks of a safetensors file. `format: pt` is what PyTorch's own reader asks for. */
export function encodeCheckpoint(weights: Weights): Uint8Array[] {
  return encodeSafetensors(
    [...weights].map(([name, { shape, data }]) => f32Tensor(TRAINING_PREFIX + name, shape, data)),
    { format: "pt" },
  );
}

export const f32Tensor = (name: string, shape: readonly number[], data: Float32Array): TensorToStore => ({
  name,
  dtype: "f32",
  shape,
  data: bytesOf(data),
});

export const bytesOf = (data: Float32Array | Int32Array | Uint8Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
