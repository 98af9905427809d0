/**
 * @file Builds the command line once per test run, laid out as the package is when it is installed, so that tests run what users
 * run and never an old `dist`.
 */

import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** The path of `main.js`. */
    cli: string;
  }
}

/** Vitest's `globalSetup`: returns what cleans up. Types are `npm run check`'s business. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "fixpoint-cli-"));
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const options = ["-p", join(ROOT, "tsconfig.build.json"), "--noCheck", "--outDir", join(directory, "dist")];
  await promisify(execFile)(process.execPath, [tsc, ...options]);
  await symlink(join(ROOT, "node_modules"), join(directory, "node_modules"), "junction");
  for (const part of ["package.json", "examples", "models"]) await symlink(join(ROOT, part), join(directory, part));
  provide("cli", join(directory, "dist/cli/main.js"));
  return () => rm(directory, { recursive: true, force: true });
}
