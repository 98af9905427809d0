/**
 * @file Directories for tests that write.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A fresh directory that is removed when the running test ends. */
export async function tempDir(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "fixpoint-test-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
