/**
 * @file `fixpoint inspect`: what a run or a checkpoint is, and what one rollout thought.
 */

import type { Command } from "commander";
import { usage } from "../errors.ts";
import { openLocation } from "../platform/node/location.ts";
import { openRun } from "../trace/run-reader.ts";
import { inspectCheckpoint } from "./inspect-checkpoint.ts";
import { inspectRollout } from "./inspect-rollout.ts";
import { inspectRun } from "./inspect-run.ts";
import { wholeNumber } from "./options.ts";

export interface InspectOptions {
  readonly json?: boolean;
  readonly rollout?: number;
  readonly at?: string;
  readonly config?: string;
}

export function addInspectCommand(program: Command): void {
  program
    .command("inspect")
    .description("show what a run or a checkpoint is; with --rollout, what one rollout thought")
    .argument("<run-or-checkpoint>", "a run directory, or a checkpoint file")
    .option("--rollout <n>", "show the answers of one rollout as grids", wholeNumber("rollout", 0))
    .option("--at <address>", "only the event at this address, such as 5.2.3 (with --rollout)")
    .option("--config <file>", "the checkpoint's config (default: the one beside it)")
    .option("--json", "print JSON")
    .action(inspect);
}

async function inspect(path: string, options: InspectOptions): Promise<void> {
  const { rollout, at, config } = options;
  if (at !== undefined && rollout === undefined) throw usage("at", at, { expected: "--rollout N beside it" });
  const location = await openLocation(path);
  if (location.kind === "file") {
    await location.source.close();
    if (rollout !== undefined) throw usage("rollout", rollout, { expected: `a run, and ${path} is a file` });
    return inspectCheckpoint(path, options);
  }
  if (config !== undefined) throw usage("config", config, { expected: `a checkpoint, and ${path} is a directory` });
  const run = await openRun(location.folder);
  try {
    if (rollout === undefined) await inspectRun(run, options);
    else await inspectRollout(run, rollout, options);
  } finally {
    await run.close();
  }
}
