/**
 * @file Writing safetensors: the same tensors and metadata always give the same bytes.
 */

import { ITEM_SIZE } from "./dtype.ts";
import { METADATA_KEY, SAFETENSORS_DTYPE } from "./safetensors.ts";
import { byteLength, exactChunks, type TensorHead, type TensorToStream } from "./tensor-to-stream.ts";

export interface TensorToStore extends TensorHead {
  /** Little-endian, row-major, without gaps. */
  readonly data: Uint8Array;
}

type Metadata = Readonly<Record<string, string>>;

/** The file as chunks to be written one behind the other: the header, then each tensor's own `data`, not copied. */
export function encodeSafetensors(tensors: Iterable<TensorToStore>, metadata: Metadata = {}): Uint8Array[] {
  const sorted = [...tensors].sort(inFileOrder);
  for (const tensor of sorted) {
    const { name, dtype, shape, data } = tensor;
    if (byteLength(tensor) !== data.byteLength) {
      throw new Error(`${name}: ${data.byteLength} bytes do not fit ${dtype} [${shape.join(", ")}]`);
    }
  }
  return [encodeHeader(sorted, metadata), ...sorted.map(({ data }) => data)];
}

/** The same file of tensors whose bytes are asked for when it is their turn. */
export async function* streamSafetensors(
  tensors: Iterable<TensorToStream>,
  metadata: Metadata = {},
): AsyncGenerator<Uint8Array, void, void> {
  const sorted = [...tensors].sort(inFileOrder);
  yield encodeHeader(sorted, metadata);
  for (const tensor of sorted) yield* exactChunks(tensor);
}

/** By element size, largest first, so that each tensor is aligned to its elements, and by name. */
function inFileOrder(a: TensorHead, b: TensorHead): number {
  return ITEM_SIZE[b.dtype] - ITEM_SIZE[a.dtype] || (a.name < b.name ? -1 : 1);
}

/** Header length (u64), then the JSON, padded with spaces so that the data begin at a multiple of 8. */
function encodeHeader(sorted: readonly TensorHead[], metadata: Metadata): Uint8Array {
  const text = new TextEncoder().encode(headerJson(sorted, metadata));
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, 8);
  return header;
}

function headerJson(sorted: readonly TensorHead[], metadata: Metadata): string {
  const names = new Set<string>([METADATA_KEY]);
  // Joined by hand: an object would move names that look like numbers to the front.
  const members: string[] = [];
  const pairs = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  if (pairs.length > 0) members.push(`"${METADATA_KEY}":{${pairs.map(([key, text]) => member(key, text)).join(",")}}`);
  let begin = 0;
  for (const tensor of sorted) {
    const { name, dtype, shape } = tensor;
    if (names.has(name)) throw new Error(`two tensors are named ${name}`);
    names.add(name);
    const end = begin + byteLength(tensor);
    members.push(member(name, { dtype: SAFETENSORS_DTYPE[dtype], shape, data_offsets: [begin, end] }));
    begin = end;
  }
  return `{${members.join(",")}}`;
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
