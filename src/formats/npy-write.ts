/**
 * @file Writing NumPy's array files, as NumPy itself writes them (format version 1.0).
 */

import { elementCount } from "./tensor-layout.ts";

/** What can be written; `data` is row-major [...shape]. */
export type ArrayToStore =
  | { readonly dtype: "u8"; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: "i32"; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: "f32"; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: "f64"; readonly shape: readonly number[]; readonly data: Float64Array };

const DESCR: Readonly<Record<ArrayToStore["dtype"], string>> = { u8: "|u1", i32: "<i4", f32: "<f4", f64: "<f8" };

/** Data begin at a multiple of this. */
const ALIGNMENT = 64;

/** The whole file. */
export function encodeNpy({ dtype, shape, data }: ArrayToStore): Uint8Array<ArrayBuffer> {
  if (elementCount(shape) !== data.length) {
    throw new Error(`${data.length} elements do not fit [${shape.join(", ")}]`);
  }
  const dims = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const header = `{'descr': '${DESCR[dtype]}', 'fortran_order': False, 'shape': ${dims}, }`;
  // Magic, version and length take 10 bytes, the line feed that ends the header one.
  const dataOffset = Math.ceil((10 + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(dataOffset + data.byteLength);
  const text = `\x93NUMPY\x01\x00\x00\x00${header.padEnd(dataOffset - 11)}\n`;
  for (let i = 0; i < dataOffset; i++) bytes[i] = text.charCodeAt(i);
  new DataView(bytes.buffer).setUint16(8, dataOffset - 10, true);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataOffset);
  return bytes;
}
