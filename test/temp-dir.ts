/**
 * @file Directories for tests that write.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** A fresh directory that is removed when the running test ends. */
export async function tempDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "fixpoint-test-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A directory for a whole test file: made at the first call, removed when the file is done. */
export function sharedTempDir(): () => Promise<string> {
  let path: Promise<string> | undefined;
  afterAll(async () => {
    if (path !== undefined) await rm(await path, { recursive: true, force: true });
  });
  return () => {
    path ??= mkdtemp(join(tmpdir(), "fixpoint-test-"));
    return path;
  };
}
