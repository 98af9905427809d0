/**
 * @file A result of many files: a directory that is there as a whole or not at all.
 */

import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { writeFileAtomic } from "../platform/node/atomic-write.ts";
import { fsError } from "../platform/node/fs-error.ts";
import { checkNewDirectory } from "./output-path.ts";

/**
 * Writes files, named with `/`, into a directory beside `path`, which then becomes `path`. That must not be there yet. A failure
 * leaves nothing.
 */
export async function writeNewDirectory(
  path: string,
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
  check: () => void,
): Promise<void> {
  const parent = dirname(resolve(path));
  const temporary = join(parent, `.${basename(resolve(path))}.${randomUUID()}.tmp`);
  try {
    for (const file of files) {
      check();
      const target = join(temporary, ...file.path.split("/"));
      await mkdir(dirname(target), { recursive: true });
      await writeFileAtomic(target, file.bytes);
    }
    await checkNewDirectory(path, { expected: "a new directory" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw fsError(error, "write", path);
  }
}
