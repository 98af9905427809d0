/**
 * @file Writing safetensors: the same tensors and metadata always give the same bytes.
 */

import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { METADATA_KEY, SAFETENSORS_DTYPE } from "./safetensors.ts";
import { elementCount } from "./tensor-layout.ts";

export interface TensorToStore {
  readonly name: string;
  readonly dtype: StoredDtype;
  readonly shape: readonly number[];
  /** Little-endian, row-major, without gaps. */
  readonly data: Uint8Array;
}

/**
 * The file as chunks to be written one behind the other: the header, then each tensor's own `data`, not copied.
 * Tensors are ordered by element size, largest first, so that each is aligned to its elements, and by name.
 */
export function encodeSafetensors(
  tensors: Iterable<TensorToStore>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const sorted = [...tensors].sort((a, b) => ITEM_SIZE[b.dtype] - ITEM_SIZE[a.dtype] || (a.name < b.name ? -1 : 1));
  const names = new Set<string>([METADATA_KEY]);
  // Joined by hand: an object would move names that look like numbers to the front.
  const members: string[] = [];
  const pairs = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  if (pairs.length > 0) members.push(`"${METADATA_KEY}":{${pairs.map(([key, text]) => member(key, text)).join(",")}}`);
  let begin = 0;
  for (const { name, dtype, shape, data } of sorted) {
    if (names.has(name)) throw new Error(`two tensors are named ${name}`);
    names.add(name);
    const count = elementCount(shape);
    if (count === undefined || count * ITEM_SIZE[dtype] !== data.byteLength) {
      throw new Error(`${name}: ${data.byteLength} bytes do not fit ${dtype} [${shape.join(", ")}]`);
    }
    const end = begin + data.byteLength;
    members.push(member(name, { dtype: SAFETENSORS_DTYPE[dtype], shape, data_offsets: [begin, end] }));
    begin = end;
  }
  return [encodeHeader(`{${members.join(",")}}`), ...sorted.map(({ data }) => data)];
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

/** Header length (u64), then the JSON, padded with spaces so that the data begin at a multiple of 8. */
function encodeHeader(json: string): Uint8Array {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, 8);
  return header;
}
