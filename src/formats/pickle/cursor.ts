/**
 * @file Bytes read one after the other; a read past the end throws a `FixpointError`.
 */

import type { FixpointError } from "../../errors.ts";

export interface Cursor {
  /** Bytes consumed so far. */
  position(): number;
  u8(): number;
  u16(): number;
  i32(): number;
  u32(): number;
  /** Exact, or so large that no `take` of it succeeds. */
  u64(): number;
  /** Big-endian, as pickles hold floats. */
  f64(): number;
  take(length: number): Uint8Array<ArrayBuffer>;
  /** Up to the next line feed, which is consumed and not returned. */
  line(): Uint8Array<ArrayBuffer>;
}

/** A cursor at the start of `bytes`; `truncated` makes the error for a read past the end. */
export function cursorOver(bytes: Uint8Array<ArrayBuffer>, truncated: () => FixpointError): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function advance(length: number): number {
    if (!(length <= bytes.length - at)) throw truncated();
    at += length;
    return at - length;
  }

  return {
    position: () => at,
    u8: () => view.getUint8(advance(1)),
    u16: () => view.getUint16(advance(2), true),
    i32: () => view.getInt32(advance(4), true),
    u32: () => view.getUint32(advance(4), true),
    u64: () => Number(view.getBigUint64(advance(8), true)),
    f64: () => view.getFloat64(advance(8), false),
    take(length) {
      const start = advance(length);
      return bytes.subarray(start, start + length);
    },
    line() {
      const end = bytes.indexOf(0x0a, at);
      if (end === -1) throw truncated();
      const start = advance(end + 1 - at);
      return bytes.subarray(start, end);
    },
  };
}
