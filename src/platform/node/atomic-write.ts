/**
 * @file Writing a file so that there is the old one or the new one, never half of one, even if the machine stops.
 */

import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorCode, fsError } from "./fs-error.ts";

/**
 * Writes `chunks` one after the other to `path`: into a new file beside it (`.name.….tmp`), synced, then renamed over it,
 * then the directory synced. Where that fails (a full disk, an iterable that throws) the new file is removed and what was
 * at `path` before is untouched.
 */
export async function writeFileAtomic(
  path: string,
  chunks: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await withFile(temporary, "wx", async (file) => {
      for await (const chunk of chunks instanceof Uint8Array ? [chunks] : chunks) await file.writeFile(chunk);
      await file.sync();
    });
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fsError(error, "write", path);
  }
}

async function withFile(path: string, flags: string, body: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags);
  try {
    await body(file);
  } finally {
    await file.close();
  }
}

/** Makes the rename itself last. */
async function syncFolder(path: string): Promise<void> {
  try {
    await withFile(path, "r", (folder) => folder.sync());
  } catch (error) {
    // Windows neither opens nor syncs directories; some network file systems do not sync them.
    if (!["EPERM", "EISDIR", "EACCES", "EINVAL", "ENOTSUP"].includes(errorCode(error) ?? "")) throw error;
  }
}
