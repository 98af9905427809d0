/**
 * @file A Parquet file's footer: the schema, and where each row group lies.
 */

import { type FileMetaData, parquetMetadata } from "hyparquet";
import { type FixpointError, invalid, unsupported } from "../../errors.ts";
import type { ByteSource } from "../../platform/byte-source.ts";

const MAGIC = "PAR1";
/** Of a file whose footer is encrypted. */
const ENCRYPTED_MAGIC = "PARE";
/** Its length and the magic. */
const TRAILER_BYTES = 8;
/** Read at once in the hope that the footer is in it. */
const LIKELY_FOOTER = 2 ** 14;
/** 8 MiB: twice the footer of our largest runs. */
const LONGEST_FOOTER = 2 ** 23;
/** A table of ours has thirty. */
const MOST_SCHEMA_ELEMENTS = 1000;

/** Reads the footer in one range, or two if it is long. Throws a `FixpointError` for what is no Parquet file. */
export async function readFooter(source: ByteSource): Promise<FileMetaData> {
  const tail = await source.read(Math.max(0, source.size - LIKELY_FOOTER), Math.min(source.size, LIKELY_FOOTER));
  const length = TRAILER_BYTES + footerLength(tail, source);
  const missing = length - tail.length;
  const footer = missing > 0 ? concatenate(await source.read(source.size - length, missing), tail) : tail;
  return decodeFooter(footer, source.name);
}

function footerLength(tail: Uint8Array, { name, size }: ByteSource): number {
  const magic = new TextDecoder("latin1").decode(tail.subarray(-4));
  if (magic === ENCRYPTED_MAGIC) throw unsupported("parquet file", "it is encrypted", { where: name });
  if (magic !== MAGIC || size < MAGIC.length + TRAILER_BYTES) {
    throw invalid("parquet file", "its end is missing", { expected: "a whole file", where: name });
  }
  const length = new DataView(tail.buffer, tail.byteOffset + tail.length - TRAILER_BYTES, 4).getUint32(0, true);
  const most = Math.min(LONGEST_FOOTER, size - MAGIC.length - TRAILER_BYTES);
  if (length > most) throw corruptFile(name, `a footer of ${length} bytes`);
  return length;
}

function decodeFooter(footer: Uint8Array, name: string): FileMetaData {
  let metadata: FileMetaData;
  try {
    metadata = parquetMetadata(footer, { geoparquet: false });
  } catch (error) {
    throw corruptFile(name, "its footer cannot be read", error);
  }
  if (metadata.schema.length > MOST_SCHEMA_ELEMENTS) throw corruptFile(name, "its schema is too long");
  return metadata;
}

/** `cause` is hyparquet's own error, whose message is not for users. */
export function corruptFile(name: string, why: string, cause?: unknown): FixpointError {
  const error = invalid("parquet file", `corrupt, ${why}`, { where: name });
  error.cause = cause;
  return error;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
