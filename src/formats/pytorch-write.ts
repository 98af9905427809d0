/**
 * @file Writing what `torch.load` opens, with `weights_only=True` too: a state dict, in the zip that `torch.save` writes
 * (`torch/serialization.py`; `caffe2/serialize/inline_container.cc`). The same tensors always give the same bytes.
 */

import type { StoredDtype } from "./dtype.ts";
import {
  type Opcodes,
  PICKLED_FALSE,
  pickleBytes,
  pickledCall,
  pickledGlobal,
  pickledInteger,
  pickledPersistent,
  pickledText,
  pickledTuple,
  withItems,
} from "./pickle/pickle.ts";
import { storageClass } from "./pytorch/storage-classes.ts";
import { contiguousStrides, elementCount } from "./tensor-layout.ts";
import { byteLength, type TensorHead, type TensorToStream } from "./tensor-to-stream.ts";
import { type EntryToStore, streamZip } from "./zip-write.ts";

const STEM = "archive";
/** Of the format, in `version`. */
const VERSION = "3\n";

const ORDERED_DICT = pickledCall(pickledGlobal("collections", "OrderedDict"), []);
const REBUILD_TENSOR = pickledGlobal("torch._utils", "_rebuild_tensor_v2");

/**
 * The file in pieces, to be written one behind the other; the tensors in the order in which they are given, each with a storage of its
 * own. A file of 4 GiB or more is a `FixpointError`, thrown before the first piece.
 */
export function streamPytorch(tensors: readonly TensorToStream[]): AsyncGenerator<Uint8Array, void, void> {
  const names = new Set(tensors.map(({ name }) => name));
  if (names.size < tensors.length) throw new Error("two tensors have one name");
  const state = withItems(
    ORDERED_DICT,
    tensors.map((tensor, key) => [pickledText(tensor.name), pickledTensor(tensor, String(key))] as const),
  );
  return streamZip(
    [
      // The reader takes the archive's name from the first entry.
      small("data.pkl", pickleBytes(state)),
      small("byteorder", new TextEncoder().encode("little")),
      ...tensors.map((tensor, key) => ({
        name: `${STEM}/data/${key}`,
        size: byteLength(tensor),
        chunks: () => tensor.chunks(),
      })),
      small("version", new TextEncoder().encode(VERSION)),
    ],
    "checkpoint",
  );
}

const small = (name: string, bytes: Uint8Array): EntryToStore => ({
  name: `${STEM}/${name}`,
  size: bytes.length,
  chunks: () => [bytes],
});

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)` */
function pickledTensor({ dtype, shape }: TensorHead, key: string): Opcodes {
  const dims = (numbers: readonly number[]): Opcodes => pickledTuple(numbers.map(pickledInteger));
  return pickledCall(REBUILD_TENSOR, [
    pickledPersistent(storageId(dtype, key, elementCount(shape) ?? 0)),
    pickledInteger(0),
    dims(shape),
    dims(contiguousStrides(shape)),
    PICKLED_FALSE,
    ORDERED_DICT,
  ]);
}

/** `("storage", class, key, device, count)` */
function storageId(dtype: StoredDtype, key: string, count: number): Opcodes {
  return pickledTuple([
    pickledText("storage"),
    pickledGlobal("torch", storageClass(dtype)),
    pickledText(key),
    pickledText("cpu"),
    pickledInteger(count),
  ]);
}
