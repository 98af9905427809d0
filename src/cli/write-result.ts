/**
 * @file A result that goes to stdout, or to a file.
 */

import { once } from "node:events";
import { type FileHandle, open, rm } from "node:fs/promises";
import { invalid } from "../errors.ts";
import { writeFileAtomic } from "../platform/node/atomic-write.ts";
import { errorCode, fsError } from "../platform/node/fs-error.ts";
import { undoneOnInterrupt } from "./interrupt.ts";

/** Writes pieces to stdout, or to a file that must not be there yet. A failure leaves no file. */
export async function writeResult(pieces: AsyncIterable<string>, path: string | undefined): Promise<void> {
  if (path !== undefined) return writeNewFile(path, encoded(pieces));
  for await (const piece of pieces) {
    if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  }
}

type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Writes a file that must not be there yet. A failure or an interrupt leaves none. */
export async function writeNewFile(path: string, chunks: Chunks): Promise<void> {
  await undoneOnInterrupt((check) => writeNewFileChecked(path, chunks, check));
}

/** The same inside work that cleans up when it throws: `check` is called before every chunk. */
export async function writeNewFileChecked(path: string, chunks: Chunks, check: () => void): Promise<void> {
  const placeholder = await reserve(path);
  try {
    await writeFileAtomic(path, checked(chunks, check));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await placeholder.close();
  }
}

/** Makes the file, so that two commands cannot both believe that it is theirs. */
async function reserve(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx");
  } catch (error) {
    if (errorCode(error) === "EEXIST") throw invalid("output", `${path} exists`, { expected: "a new file" });
    throw fsError(error, "write", path);
  }
}

async function* checked(chunks: Chunks, check: () => void): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) {
    check();
    yield chunk;
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
