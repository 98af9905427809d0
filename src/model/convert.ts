/**
 * @file A checkpoint as tensors to be written again: under the names that upstream's training gives them, in another number format
 * where one is asked for. Tables are read by rows, so that one of gigabytes is never in memory.
 */

import { ITEM_SIZE, type StoredDtype } from "../formats/dtype.ts";
import { TRAINING_PREFIX } from "../formats/names.ts";
import { encodeF32, FLOAT_DTYPES, type FloatDtype } from "../formats/narrow.ts";
import type { StoredTensor, TensorFile } from "../formats/tensor-file.ts";
import type { TensorToStream } from "../formats/tensor-to-stream.ts";
import { nameOfficialTensors } from "./layout.ts";

/** What is read of a tensor at a time, as float32. */
const BYTES_AT_ONCE = 2 ** 25;

/**
 * All tensors of the file in its order, the buffers and the puzzle embedding too, as `dtype`, or as they are stored. Numbers are rounded
 * once, to nearest even (from f64 to a 16-bit format twice: f32 lies between). A layout that is not the official one is a
 * `FixpointError`, and so is, when its turn comes, a number that `dtype` cannot hold.
 */
export function convertedTensors(file: TensorFile, dtype: FloatDtype | undefined): TensorToStream[] {
  return [...nameOfficialTensors(file).tensors].map(([name, tensor]) => {
    const head = { name: TRAINING_PREFIX + name, shape: tensor.shape };
    const target = dtype ?? tensor.dtype;
    const chunks = () =>
      isFloatDtype(target) ? convertedChunks(tensor, name, target, file.name) : storedChunks(tensor);
    return { ...head, dtype: target, chunks };
  });
}

const isFloatDtype = (dtype: StoredDtype): dtype is FloatDtype => FLOAT_DTYPES.some((known) => known === dtype);

async function* storedChunks(tensor: StoredTensor): AsyncGenerator<Uint8Array, void, void> {
  yield await tensor.readBytes();
}

/** Through float32, which holds every number of the three formats. */
async function* convertedChunks(
  tensor: StoredTensor,
  name: string,
  dtype: FloatDtype,
  where: string,
): AsyncGenerator<Uint8Array, void, void> {
  const [rows, ...rest] = tensor.shape;
  if (rows === undefined) return yield encodeF32(await tensor.readF32(), dtype, { name, first: 0, where });
  const width = rest.reduce((product, dim) => product * dim, 1);
  if (width === 0) return;
  const most = Math.max(1, Math.floor(BYTES_AT_ONCE / (width * ITEM_SIZE.f32)));
  for (let first = 0; first < rows; first += most) {
    const wanted = Array.from({ length: Math.min(most, rows - first) }, (_, row) => first + row);
    yield encodeF32(await tensor.readRowsF32(wanted), dtype, { name, first: first * width, where });
  }
}
