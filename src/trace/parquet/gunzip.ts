/**
 * @file Gzip members of known length, unpacked in one go: hyparquet decompresses pages in the middle of decoding, where there is no
 * waiting for a `DecompressionStream`.
 */

import { gunzipSync } from "fflate";
import { type FixpointError, invalid } from "../../errors.ts";
import { crc32 } from "../../formats/crc32.ts";

/** CRC-32 and length, at the end of a member. */
const TRAILER_BYTES = 8;

/** The one member that `input` is, which must unpack to exactly `length` bytes. Throws a `FixpointError` where it is not. */
export function gunzipExactly(input: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (input.length < TRAILER_BYTES) throw corrupt("cut off");
  const trailer = new DataView(input.buffer, input.byteOffset + input.length - TRAILER_BYTES, TRAILER_BYTES);
  if (trailer.getUint32(4, true) !== length) throw corrupt("it does not unpack to the length that was promised");
  // What a liar unpacks beyond this buffer is dropped, not stored.
  const bytes = new Uint8Array(length);
  try {
    gunzipSync(input, { out: bytes });
  } catch (error) {
    throw corrupt(error instanceof Error ? error.message : String(error));
  }
  if (trailer.getUint32(0, true) !== crc32(bytes)) throw corrupt("its checksum does not match");
  return bytes;
}

function corrupt(why: string): FixpointError {
  return invalid("gzip data", why);
}
