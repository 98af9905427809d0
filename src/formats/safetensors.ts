/**
 * @file Reading safetensors: a header length (u64), a JSON header, and the tensors' bytes behind it, without gaps
 * (https://huggingface.co/docs/safetensors, "Format").
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { parseJson } from "./json.ts";
import { quote } from "./quote.ts";
import { type Storage, storedTensor } from "./stored-tensor.ts";
import type { StoredTensor, TensorFile } from "./tensor-file.ts";
import { contiguousStrides, elementCount } from "./tensor-layout.ts";

/** The format's own limit. */
const LONGEST_HEADER = 100_000_000;

/** The header's key that is not a tensor. */
export const METADATA_KEY = "__metadata__";

/** What the format calls our dtypes. */
export const SAFETENSORS_DTYPE: Readonly<Record<StoredDtype, string>> = {
  f64: "F64",
  f32: "F32",
  f16: "F16",
  bf16: "BF16",
  i64: "I64",
  i32: "I32",
  i16: "I16",
  i8: "I8",
  u8: "U8",
  bool: "BOOL",
};

const DTYPE_OF = new Map(Object.entries(SAFETENSORS_DTYPE).map(([dtype, stored]) => [stored, dtype as StoredDtype]));

/** Opens a file by its header alone. Throws a `FixpointError` for a header that lies about anything. */
export async function openSafetensors(source: ByteSource): Promise<TensorFile> {
  const length = await headerLength(source);
  const text = decodeHeader(await source.read(8, length), source.name);
  const header = asMapping(parseJson(text, "safetensors header", source.name));
  if (header === undefined) throw wrong(source.name, "it is not a mapping");

  const data = { size: source.size - 8 - length, read: (at: number, n: number) => source.read(8 + length + at, n) };
  const entries = [...header]
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, info]) => readEntry(name, info, source.name))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkOffsets(entries, data.size, source.name);
  return {
    name: source.name,
    format: "safetensors",
    tensors: new Map(entries.map((entry) => [entry.name, entryTensor(entry, data, source.name)])),
    metadata: readMetadata(header.get(METADATA_KEY), source.name),
    hyperParameters: undefined,
  };
}

function wrong(where: string, got: string): FixpointError {
  return invalid("safetensors header", got, { where });
}

async function headerLength(source: ByteSource): Promise<number> {
  if (source.size < 8) throw invalid("safetensors file", `${source.size} bytes long`, { where: source.name });
  const first = await source.read(0, 8);
  const length = Number(new DataView(first.buffer, first.byteOffset).getBigUint64(0, true));
  const most = Math.min(LONGEST_HEADER, source.size - 8);
  if (length > most) {
    const expected = `at most ${most}`;
    throw invalid("safetensors header", `${length} bytes long`, { expected, where: source.name });
  }
  return length;
}

function decodeHeader(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw wrong(where, "it is not UTF-8");
  }
}

function asMapping(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

interface Entry {
  readonly name: string;
  readonly dtype: StoredDtype;
  readonly shape: readonly number[];
  /** Offsets in bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

function readEntry(name: string, value: unknown, where: string): Entry {
  const info = asMapping(value);
  if (info === undefined) throw wrong(where, `${quote(name)} is not a mapping`);
  const stored = info.get("dtype");
  if (typeof stored !== "string") throw wrong(where, `the dtype of ${quote(name)}`);
  const dtype = DTYPE_OF.get(stored);
  if (dtype === undefined) {
    const expected = [...DTYPE_OF.keys()].join(", ");
    throw unsupported("tensor", `${quote(name)} is stored as ${quote(stored)}`, { expected, where });
  }
  const shape = asNumbers(info.get("shape"));
  const count = shape && elementCount(shape);
  if (shape === undefined || count === undefined) throw wrong(where, `the shape of ${quote(name)}`);
  const [begin, end, ...more] = asNumbers(info.get("data_offsets")) ?? [];
  if (!isOffset(begin) || !isOffset(end) || more.length > 0) throw wrong(where, `the offsets of ${quote(name)}`);
  if (end - begin !== count * ITEM_SIZE[dtype]) {
    const needed = count * ITEM_SIZE[dtype];
    throw wrong(where, `${quote(name)} has ${end - begin} bytes, its shape [${shape.join(", ")}] needs ${needed}`);
  }
  return { name, dtype, shape, begin, end };
}

function asNumbers(value: unknown): number[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === "number") ? value : undefined;
}

function isOffset(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && value !== undefined && value >= 0;
}

/** The tensors lie one behind the other and fill the file. */
function checkOffsets(entries: readonly Entry[], size: number, where: string): void {
  let expected = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== expected) throw wrong(where, `${quote(name)} begins at byte ${begin}, not at ${expected}`);
    expected = end;
  }
  if (expected !== size) throw wrong(where, `its tensors take ${expected} bytes, the file has ${size}`);
}

function entryTensor({ name, dtype, shape, begin, end }: Entry, data: Storage, where: string): StoredTensor {
  const storage = { size: end - begin, read: (at: number, n: number) => data.read(begin + at, n) };
  return storedTensor(name, { dtype, offset: 0, shape, strides: contiguousStrides(shape) }, storage, where);
}

function readMetadata(value: unknown, where: string): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const metadata = asMapping(value);
  if (metadata === undefined) throw wrong(where, `${METADATA_KEY} is not a mapping`);
  const strings = [...metadata].map(([key, text]): [string, string] => {
    if (typeof text !== "string") throw wrong(where, `${METADATA_KEY} holds a value that is not a string`);
    return [key, text];
  });
  return Object.fromEntries(strings);
}
