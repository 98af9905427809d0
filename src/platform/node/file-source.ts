/**
 * @file A file on disk as a byte source.
 */

import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { invalid, unsupported } from "../../errors.ts";
import { type ByteSource, checkRange } from "../byte-source.ts";
import { fsError } from "./fs-error.ts";

/** One read call may not ask for 2 GiB or more. */
const LONGEST_READ = 1 << 30;

/** Opens a file for reading; its size is what it has now. Throws a `FixpointError` where it cannot be, or is no plain file. */
export async function openFile(path: string): Promise<ByteSource> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const stats = await handle.stat();
    if (!stats.isFile()) throw unsupported("file", "not a plain file", { where: path });
    return fileSource(handle, basename(path), stats.size);
  } catch (error) {
    await handle?.close();
    throw fsError(error, "read", path);
  }
}

function fileSource(handle: FileHandle, name: string, size: number): ByteSource {
  return {
    name,
    size,
    async read(offset, length) {
      checkRange({ name, size }, offset, length);
      const bytes = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await readSome(handle, bytes, done, offset + done, name);
        if (bytesRead === 0) throw invalid("file", "became shorter while it was read", { where: name });
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

async function readSome(handle: FileHandle, into: Uint8Array, at: number, position: number, name: string) {
  try {
    return await handle.read(into, at, Math.min(into.byteLength - at, LONGEST_READ), position);
  } catch (error) {
    throw fsError(error, "read", name);
  }
}
