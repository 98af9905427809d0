/**
 * @file Gzip, with an end to what it may unpack to.
 */

import { FixpointError, invalid } from "../errors.ts";
import { type ByteSource, memorySource, readAll } from "../platform/byte-source.ts";
import { readStream } from "../platform/read-stream.ts";

/** Does this start like a gzip file? Told from the bytes, since a name may lie. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks a gzip file (RFC 1952). Stops and throws a `FixpointError` that names `name` as soon as there are more than
 * `limit` bytes, and for data that are cut off or corrupt.
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const tooLong = () =>
    invalid("gzip file", `unpacks to more than ${limit} bytes`, { expected: `at most ${limit} bytes`, where: name });
  try {
    return await readStream(stream, limit, tooLong);
  } catch (error) {
    if (error instanceof FixpointError) throw error;
    throw invalid("gzip file", "cut off or corrupt", { where: name });
  }
}

/**
 * A source that may be gzipped, told from its first bytes: what it holds, in memory, of at most `limit` bytes packed and unpacked. One
 * that is not is the answer itself. Throws as `gunzip` does.
 */
export async function unpacked(source: ByteSource, limit: number): Promise<ByteSource> {
  if (source.size < 2 || !isGzip(await source.read(0, 2))) return source;
  return memorySource(source.name, await gunzip(await readAll(source, limit), limit, source.name));
}
