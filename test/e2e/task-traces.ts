/**
 * @file Traces of tasks that are about what goes in: one supervision step each.
 */

import { beforeAll } from "vitest";
import type { ModelConfig } from "../../src/model/config.ts";
import { writeCheckpoint } from "./checkpoint-folder.ts";
import { parquetRows } from "./exported.ts";
import { type CliResult, runCli } from "./run-cli.ts";
import { type Workspace, workspace } from "./workspace.ts";

export interface Traced extends CliResult {
  /** The path of the run. */
  readonly run: string;
}

export interface TaskTraces extends Workspace {
  trace(tasks: string, ...more: string[]): Promise<Traced>;
}

/** A workspace with a checkpoint of this model, which the traces take. */
export function taskTraces(config: ModelConfig): TaskTraces {
  const space = workspace();
  let checkpoint = "";
  beforeAll(async () => {
    checkpoint = await writeCheckpoint(space.path("model"), config);
  });
  let runs = 0;
  return {
    ...space,
    async trace(tasks, ...more) {
      const run = space.path(`run ${runs++}`);
      const fast = ["--steps", "1", "--batch", "8", "--threads", "1"];
      return { run, ...(await runCli(["trace", tasks, "--checkpoint", checkpoint, "--out", run, ...fast, ...more])) };
    },
  };
}

/** Columns of `rollouts.parquet`, row by row. Throws where the trace failed. */
export async function columns({ run, code, stderr }: Traced, ...names: string[]): Promise<unknown[][]> {
  if (code !== 0) throw new Error(stderr);
  return (await parquetRows(`${run}/rollouts.parquet`)).map((row) => names.map((name) => row[name]));
}

/** What a rollout is, row by row. */
export function rollouts(traced: Traced): Promise<unknown[][]> {
  return columns(traced, "task", "test_index", "augmentation", "puzzle_identifier");
}
