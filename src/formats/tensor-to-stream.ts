/**
 * @file A tensor that is to be written: what is known of it beforehand, and its bytes, which need never be in memory at once.
 */

import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { elementCount } from "./tensor-layout.ts";

export interface TensorHead {
  readonly name: string;
  readonly dtype: StoredDtype;
  /** `[]` for a scalar. */
  readonly shape: readonly number[];
}

export interface TensorToStream extends TensorHead {
  /** Its bytes in pieces of any length: little-endian, row-major, without gaps. Asked for once. */
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** The bytes that the tensor takes. */
export function byteLength({ name, dtype, shape }: TensorHead): number {
  const count = elementCount(shape);
  if (count === undefined) throw new Error(`${name}: no tensor has shape [${shape.join(", ")}]`);
  return count * ITEM_SIZE[dtype];
}

/** The tensor's bytes. A header that was written before them said how many: another number is an error. */
export async function* exactChunks(tensor: TensorToStream): AsyncGenerator<Uint8Array, void, void> {
  let length = 0;
  for await (const chunk of tensor.chunks()) {
    length += chunk.byteLength;
    yield chunk;
  }
  if (length !== byteLength(tensor)) {
    throw new Error(`${tensor.name}: ${length} bytes do not fit ${tensor.dtype} [${tensor.shape.join(", ")}]`);
  }
}
