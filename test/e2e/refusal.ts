/**
 * @file What every failure of a command has in common: one line in the design's grammar, an exit code, and nothing left behind.
 */

import { mkdir, readdir, rm } from "node:fs/promises";
import { afterEach, beforeAll, expect } from "vitest";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { runCli } from "./run-cli.ts";
import { type Workspace, workspace } from "./workspace.ts";

/** A task that fits the model. */
export const GOOD = { train: [], test: [{ input: [[1, 2]], output: [[2, 1]] }] };

/** In the workspace. */
export const CHECKPOINT = "model/model.safetensors";

export interface Refusals extends Workspace {
  /** Runs a command in the workspace and expects it to fail with this sentence. */
  expectRefusal(args: readonly string[], code: 1 | 2, sentence: string | RegExp): Promise<void>;
  /** A trace of these tasks that only they, or what comes behind, can make fail. */
  traceArgs(tasks: string, ...more: string[]): string[];
  /** The same of `good.json` with another checkpoint. */
  traceWith(checkpoint: string): string[];
}

/** A workspace with a good task `good.json`, a good checkpoint `CHECKPOINT`, and an empty directory `empty`. */
export function refusals(): Refusals {
  const space = workspace();
  const everything = async () => (await readdir(space.path(), { recursive: true })).sort();
  beforeAll(async () => {
    await writeCheckpoint(space.path("model"), TINY);
    await space.write("good.json", GOOD);
    await mkdir(space.path("empty"));
  });
  afterEach(() => rm(space.path("out"), { recursive: true, force: true }));

  const trace = (tasks: string, checkpoint: string, more: readonly string[]) => {
    const files = ["trace", tasks, "--checkpoint", checkpoint, "--out", "out"];
    return [...files, "--puzzle-identifier", "1", "--threads", "1", ...more];
  };
  return {
    ...space,
    traceArgs: (tasks, ...more) => trace(tasks, CHECKPOINT, more),
    traceWith: (checkpoint) => trace("good.json", checkpoint, []),
    async expectRefusal(args, code, sentence) {
      const before = await everything();
      const result = await runCli(args, { cwd: space.path() });
      expect(result).toMatchObject({ code, stdout: "" });
      expect(result.stderr).toMatch(/^[a-z][^\n]*\n$/);
      expect(result.stderr).not.toMatch(/^internal:|\bat .+:\d+:\d+/);
      if (typeof sentence === "string") expect(result.stderr).toBe(`${sentence}\n`);
      else expect(result.stderr).toMatch(sentence);
      expect(await everything(), "something is left behind").toEqual(before);
    },
  };
}
