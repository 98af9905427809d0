/**
 * @file Tensors as PyTorch pickles them: a call of a rebuild function, whose first argument is a storage under a
 * persistent id (`torch/_utils.py`, `torch/serialization.py`). The calls are read, not made.
 */

import { invalid, unsupported } from "../../errors.ts";
import { ITEM_SIZE, type StoredDtype } from "../dtype.ts";
import { isKind, type PickleInstance, type PickleValue } from "../pickle/values.ts";
import { quote } from "../quote.ts";
import { type Storage, storedTensor } from "../stored-tensor.ts";
import type { StoredTensor } from "../tensor-file.ts";
import type { PytorchArchive } from "./archive.ts";
import { DTYPE_OF_STORAGE } from "./storage-classes.ts";

const DTYPE_OF_NAME = new Map<string, StoredDtype>([
  ["torch.float64", "f64"],
  ["torch.float32", "f32"],
  ["torch.float16", "f16"],
  ["torch.bfloat16", "bf16"],
  ["torch.int64", "i64"],
  ["torch.int32", "i32"],
  ["torch.int16", "i16"],
  ["torch.int8", "i8"],
  ["torch.uint8", "u8"],
  ["torch.bool", "bool"],
]);

/** `torch.FloatStorage`, `torch.cuda.FloatStorage` */
const TYPED_STORAGE = /^torch\.(?:cuda\.)?(\w+Storage)$/;

/** Calls that wrap the tensor in their first argument. */
const WRAPPERS = new Set(["torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state"]);
const REBUILD_SUBCLASS = "torch._tensor._rebuild_from_type_v2";
const TENSOR_CLASSES = /^torch\.(Tensor|nn\.parameter\.\w+|nn\.Parameter|nn\.Buffer)$/;
const REBUILD_TENSOR = new Set(["torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2"]);
/** The untyped form: the dtype is its seventh argument. */
const REBUILD_TENSOR_V3 = "torch._utils._rebuild_tensor_v3";

/** The call of a rebuild function proper that makes this value, wrappers taken off; undefined for what is no tensor. */
export function tensorCall(value: PickleValue): PickleInstance | undefined {
  let inner: PickleValue | undefined = value;
  // A parameter is one wrapper, a subclass another: more than a few is a pickle that holds itself.
  for (let wrappers = 0; wrappers < 4 && isKind(inner, "instance"); wrappers++) {
    const { global, args }: PickleInstance = inner;
    if (REBUILD_TENSOR.has(global) || global === REBUILD_TENSOR_V3) return inner;
    if (WRAPPERS.has(global)) inner = args[0];
    else if (global === REBUILD_SUBCLASS) inner = subclassCall(args);
    else return undefined;
  }
  return undefined;
}

/** `(function, type, arguments, state)` as the call that it stands for. */
function subclassCall([callee, type, args]: readonly PickleValue[]): PickleInstance | undefined {
  if (!isKind(callee, "global") || !isKind(type, "global") || !isKind(args, "tuple")) return undefined;
  if (!TENSOR_CLASSES.test(type.name)) return undefined;
  return { kind: "instance", global: callee.name, args: args.items, state: undefined, items: [], entries: new Map() };
}

/** The tensor that the call would rebuild. Throws a `FixpointError` where the call makes no sense. */
export function rebuiltTensor(name: string, call: PickleInstance, archive: PytorchArchive): StoredTensor {
  const [persistent, offset, size, stride, , , seventh, eighth] = call.args;
  const isV3 = call.global === REBUILD_TENSOR_V3;
  const id = readStorageId(persistent);
  const shape = numbersOf(size);
  const strides = numbersOf(stride);
  if (id === undefined || typeof offset !== "number" || shape === undefined || strides === undefined) {
    throw invalid("tensor", `${quote(name)} is not pickled as PyTorch does it`, { where: archive.name });
  }
  const typeName = isV3 && isKind(seventh, "global") ? seventh.name : id.type;
  const dtype = DTYPE_OF_NAME.get(typeName) ?? DTYPE_OF_STORAGE.get(TYPED_STORAGE.exec(typeName)?.[1] ?? "");
  if (dtype === undefined) {
    const expected = [...DTYPE_OF_NAME.keys()].join(", ");
    throw unsupported("tensor", `${quote(name)} is stored as ${quote(typeName)}`, { expected, where: archive.name });
  }
  const flags = isV3 ? eighth : seventh;
  if (isKind(flags, "dict") && (flags.entries.get("conj") === true || flags.entries.get("neg") === true)) {
    throw unsupported("tensor", `${quote(name)} is stored as a lazy negation or conjugate`, { where: archive.name });
  }
  return storedTensor(name, { dtype, offset, shape, strides }, storageOf(name, id, archive), archive.name);
}

interface StorageId {
  /** The storage's class: `torch.FloatStorage`. */
  readonly type: string;
  readonly key: string;
  /** Elements; of an untyped storage bytes. */
  readonly count: number;
}

/** `("storage", class, key, device, count)` */
function readStorageId(value: PickleValue | undefined): StorageId | undefined {
  const id = isKind(value, "persistent") ? value.id : undefined;
  const [tag, type, key, , count] = isKind(id, "tuple") ? id.items : [];
  if (tag !== "storage" || !isKind(type, "global")) return undefined;
  if (typeof key !== "string" || typeof count !== "number") return undefined;
  return { type: type.name, key, count };
}

function storageOf(name: string, { type, key, count }: StorageId, archive: PytorchArchive): Storage {
  const storage = archive.storage(key);
  if (storage === undefined) {
    throw invalid("tensor", `the storage ${quote(key)} of ${quote(name)} is missing`, { where: archive.name });
  }
  const dtype = DTYPE_OF_STORAGE.get(TYPED_STORAGE.exec(type)?.[1] ?? "");
  const bytes = count * (dtype === undefined ? 1 : ITEM_SIZE[dtype]);
  if (storage.size !== bytes) {
    const got = `the storage of ${quote(name)} has ${storage.size} bytes`;
    throw invalid("tensor", got, { expected: `${bytes}, as its pickle says`, where: archive.name });
  }
  return storage;
}

/** Whether they make sense as dims or strides is for the layout's check to say. */
function numbersOf(value: PickleValue | undefined): readonly number[] | undefined {
  const items: readonly PickleValue[] | undefined = isKind(value, "tuple", "list") ? value.items : undefined;
  return items?.every((item) => typeof item === "number") ? items : undefined;
}
