/**
 * @file Whether an output can be written where the command line says, found out before any work is done. Whoever writes it
 * makes sure once more.
 */

import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { invalid, usage } from "../errors.ts";
import { errorCode, fsError } from "../platform/node/fs-error.ts";

export interface DirectoryOptions {
  /** What would have been right: `a new directory`. */
  readonly expected: string;
  /** A directory may be there. */
  readonly resume?: boolean;
}

/** Throws where a directory of this name cannot be made, or is there already. */
export async function checkNewDirectory(path: string, { expected, resume = false }: DirectoryOptions): Promise<void> {
  if (path === "") throw usage("output", "an empty name", { expected });
  const found = await kindOf(path);
  if (found === "nothing") return checkWritable(path);
  if (found === "directory" && resume) return;
  throw invalid("output", `${path} ${found === "directory" ? "exists" : "is a file"}`, { expected });
}

/** Throws where a file of this name cannot be made, or anything is there already. */
export async function checkNewFile(path: string): Promise<void> {
  if (path === "") throw usage("output", "an empty name", { expected: "a new file" });
  if ((await kindOf(path)) !== "nothing") throw invalid("output", `${path} exists`, { expected: "a new file" });
  try {
    await access(dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    throw fsError(error, "write", path);
  }
}

async function kindOf(path: string): Promise<"nothing" | "directory" | "other"> {
  try {
    return (await stat(path)).isDirectory() ? "directory" : "other";
  } catch (error) {
    if (errorCode(error) === "ENOENT") return "nothing";
    throw fsError(error, "write", path);
  }
}

/** Of the folders above, the nearest that is there must let itself be written to. */
async function checkWritable(path: string): Promise<void> {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    try {
      return await access(folder, constants.W_OK);
    } catch (error) {
      if (errorCode(error) !== "ENOENT" || folder === dirname(folder)) throw fsError(error, "write", path);
    }
  }
}
