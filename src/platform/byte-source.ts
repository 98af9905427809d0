/**
 * @file Bytes by range, whatever lies behind them: a file, a URL, a Blob, or memory. Everything that parses reads through
 * this, so that of a checkpoint of 1.8 GB only the wanted rows are ever read.
 */

import { invalid } from "../errors.ts";

export interface ByteSource {
  /** What a person calls it: the file's name, for error messages. Never a full path. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`; a fresh array that the caller may keep.
   * Rejects with a `FixpointError` where the range reaches past the end.
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Throws unless `[offset, offset + length)` lies inside the source. Every implementation calls it first. */
export function checkRange(source: { name: string; size: number }, offset: number, length: number): void {
  const inside =
    Number.isSafeInteger(offset) &&
    Number.isSafeInteger(length) &&
    offset >= 0 &&
    length >= 0 &&
    offset + length <= source.size;
  if (!inside) {
    throw invalid("file", `bytes ${offset} to ${offset + length} are missing`, {
      expected: `at most ${source.size} bytes`,
      where: source.name,
    });
  }
}

/** A byte source over bytes in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  const source = { name, size: bytes.byteLength };
  return {
    ...source,
    async read(offset, length) {
      checkRange(source, offset, length);
      return new Uint8Array(bytes.subarray(offset, offset + length));
    },
    async close() {},
  };
}

/** All bytes of a source that is known to be small; longer than `limit` bytes is an error. */
export async function readAll(source: ByteSource, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (source.size > limit) {
    throw invalid("file", `${source.size} bytes long`, { expected: `at most ${limit} bytes`, where: source.name });
  }
  return source.read(0, source.size);
}
