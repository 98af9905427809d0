/**
 * @file The sources as JavaScript, for tests that start a process of their own: Node 20 runs no TypeScript.
 */

import { execFile } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Compiles `src` and `test` into `directory`, unchecked; returns the path of `file`, which is given from the root. */
export async function compiled(directory: string, file: string): Promise<string> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const options = ["-p", ROOT, "--noEmit", "false", "--noCheck", "--rootDir", ROOT, "--outDir", directory];
  await promisify(execFile)(process.execPath, [tsc, ...options]);
  await symlink(join(ROOT, "node_modules"), join(directory, "node_modules"), "junction");
  return join(directory, file.replace(/\.ts$/, ".js"));
}
