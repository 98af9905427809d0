/**
 * @file What the writer of a run does to the file system, as an interface: tests let each of these fail in turn.
 */

import { mkdir, readdir, rm } from "node:fs/promises";
import { writeFileAtomic } from "../../platform/node/atomic-write.ts";
import { errorCode, fsError } from "../../platform/node/fs-error.ts";

export interface RunFiles {
  /** Makes a directory and those above it. Returns the first one that was made, `undefined` where all were there. */
  makeFolder(path: string): Promise<string | undefined>;
  /** The whole file or nothing, synced. */
  write(path: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** A file, or a directory with all it holds; none is fine. */
  remove(path: string): Promise<void>;
  /** The names in a directory, sorted; `undefined` where there is nothing of that name. */
  list(path: string): Promise<readonly string[] | undefined>;
}

export const runFiles: RunFiles = {
  async makeFolder(path) {
    try {
      return await mkdir(path, { recursive: true });
    } catch (error) {
      throw fsError(error, "write", path);
    }
  },
  write: writeFileAtomic,
  async remove(path) {
    try {
      await rm(path, { recursive: true, force: true });
    } catch (error) {
      throw fsError(error, "write", path);
    }
  },
  async list(path) {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw fsError(error, "read", path);
    }
  },
};

/** What `writeFileAtomic` leaves behind when it is killed. */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(".tmp");
}
