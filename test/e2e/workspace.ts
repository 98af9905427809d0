/**
 * @file A directory for the tests of one file, removed when they are done.
 */

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

export interface Workspace {
  /** The absolute path of a name in it. */
  path(...names: string[]): string;
  /** Writes a file, a value that is neither text nor bytes as JSON; returns its path. */
  write(name: string, content: unknown): Promise<string>;
  /** The names in it or in a directory of it, sorted. */
  list(...names: string[]): Promise<string[]>;
}

export function workspace(): Workspace {
  let directory = "";
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "fixpoint-e2e-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const path = (...names: string[]): string => join(directory, ...names);
  return {
    path,
    async write(name, content) {
      const asIs = typeof content === "string" || content instanceof Uint8Array;
      await writeFile(path(name), asIs ? content : JSON.stringify(content));
      return path(name);
    },
    list: async (...names) => (await readdir(path(...names))).sort(),
  };
}
