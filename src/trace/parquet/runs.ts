/**
 * @file The RLE and bit-packing hybrid in which Parquet writes levels, dictionary indices and booleans
 * (parquet-format, Encodings.md).
 */

import { invalid } from "../../errors.ts";

/**
 * Throws where decoding `count` values of `width` bits would take space or time that the bytes do not pay for: a repeated
 * value costs nothing, nor do packed values of no bits. Where bytes are missing, decoding finds out by itself.
 */
export function checkRuns(bytes: Uint8Array, width: number, count: number): void {
  let at = 0;
  let left = count;
  while (at < bytes.length && left > 0) {
    const header = readVarint(bytes, at);
    const isPacked = (header.value & 1) === 1;
    const times = header.value >>> 1;
    // Packed values come in eights, DuckDB's in 256s: the last ones may be more than are left.
    if (isPacked ? width === 0 && times * 8 > left + LARGEST_PADDING : times > left) {
      throw invalid("parquet page", "a run that is longer than its page");
    }
    left -= isPacked ? times * 8 : times;
    at = header.end + (isPacked ? times * width : Math.ceil(width / 8));
  }
}

const LARGEST_PADDING = 512;

/** Unsigned LEB128 of at most 32 bits. */
function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 5; at++) {
    const byte = bytes[at] ?? 0x80;
    value |= (byte & 0x7f) << ((at - start) * 7);
    if (byte < 0x80) return { value: value >>> 0, end: at + 1 };
  }
  throw invalid("parquet page", "a run whose length does not end");
}
