/**
 * @file Small files as `torch.save` writes them, made by hand for tests.
 */

import { call, global, type Picklable, type Pickled, persistent, pickle, tuple } from "./pickle-writer.ts";
import { type ZipPart, zipBytes } from "./zip-writer.ts";

export interface TorchTensor {
  /** The key of its storage: `<stem>/data/<key>`. */
  readonly key: string;
  /** `FloatStorage` */
  readonly storage: string;
  /** Elements of the storage. */
  readonly count: number;
  readonly shape: readonly number[];
  /** Row-major without gaps where it is left out. */
  readonly strides?: readonly number[];
  readonly offset?: number;
}

function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, dim) => product * dim, 1));
}

/** The call that would rebuild the tensor. */
export function torchTensor({ key, storage, count, shape, strides, offset = 0 }: TorchTensor): Pickled {
  const id = tuple("storage", global("torch", storage), key, "cpu", count);
  const hooks = call(global("collections", "OrderedDict"));
  const layout = [offset, tuple(...shape), tuple(...(strides ?? rowMajor(shape)))];
  return call(global("torch._utils", "_rebuild_tensor_v2"), persistent(id), ...layout, false, hooks);
}

/** The entries of a checkpoint: `top` is what was saved, `storages` the bytes (or lengths of holes) by key. */
export function torchParts(top: Picklable, storages: Readonly<Record<string, Uint8Array | number>> = {}): ZipPart[] {
  const version = new TextEncoder().encode("3\n");
  return [
    { name: "archive/data.pkl", data: pickle(top) },
    { name: "archive/byteorder", data: new TextEncoder().encode("little") },
    // PyTorch pads local headers so that data begin at a multiple of 64.
    ...Object.entries(storages).map(([key, data]) => ({ name: `archive/data/${key}`, data, localExtra: 37 })),
    { name: "archive/version", data: version },
  ];
}

export function torchFile(top: Picklable, storages?: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  return zipBytes(torchParts(top, storages));
}
