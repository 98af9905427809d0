/**
 * @file Opening a run and answering what the page asks of it. Runs in a worker, where decoding Parquet stops no one; nothing here
 * knows that.
 */

import type { Measurements } from "../../src/analysis/modes/measure.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import { blobFolder } from "../../src/platform/web/blob-folder.ts";
import { blobSource } from "../../src/platform/web/blob-source.ts";
import { httpFolder } from "../../src/platform/web/http-folder.ts";
import { openUrl } from "../../src/platform/web/http-source.ts";
import { guessKind } from "../../src/render/notation/kind.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import { RUN_FILE } from "../../src/trace/run-layout.ts";
import { openRun, type Run } from "../../src/trace/run-reader.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import { importedRun } from "./imported-run.ts";
import { measuring } from "./measuring.ts";
import { isRolloutsFile, type RunSource } from "./source.ts";

export interface RunSummary {
  readonly name: string;
  readonly info: RunInfo;
  readonly records: readonly RolloutRecord[];
  /** Of ARC tasks, whose training pairs can be asked for. */
  readonly hasTasks: boolean;
}

/** What the page reads of a run, wherever it comes from. */
export type ReadableRun = Pick<
  Run,
  "name" | "info" | "tasks" | "rollouts" | "steps" | "allSteps" | "states" | "close"
> &
  Partial<Pick<Run, "allStepColumns">>;

export interface ReadRun {
  readonly run: ReadableRun;
  readonly summary: RunSummary;
  task(id: string): Promise<Task | undefined>;
  measureNext(): Promise<readonly Measurements[]>;
}

export async function readRun(source: RunSource): Promise<ReadRun> {
  const run = await openSource(source);
  const records = await run.rollouts();
  const hasTasks = looksLikeArc(run, records) || (await run.tasks()).size > 0;
  // They are wanted when the first rollout is opened, not before the gallery shows.
  if (hasTasks) void run.tasks().catch(() => undefined);
  return {
    run,
    summary: { name: run.name, info: run.info, records, hasTasks },
    task: async (id) => (await run.tasks()).get(id),
    measureNext: measuring(run, records),
  };
}

/** Told without the tasks, which are the longest to read. */
function looksLikeArc({ info }: ReadableRun, [first]: readonly RolloutRecord[]): boolean {
  const side = Math.sqrt(first?.inputTokens.length ?? 0);
  return guessKind({ isTask: false, vocabulary: info.config["vocab_size"], side }) === "arc";
}

async function openSource(source: RunSource): Promise<ReadableRun> {
  if (source.kind === "url") {
    const isFile = isRolloutsFile(new URL(source.url).pathname);
    return isFile ? importedRun(await openUrl(source.url)) : openRun(httpFolder(folderUrl(source.url)));
  }
  const [only] = source.files;
  if (source.files.length === 1 && only !== undefined && isRolloutsFile(only.path)) {
    return importedRun(blobSource(only.path, only.blob));
  }
  return openRun(blobFolder(source.name, new Map(source.files.map(({ path, blob }) => [path, blob]))));
}

/** People paste the address of a run's `run.json` as well as that of its folder. */
function folderUrl(url: string): string {
  const folder = new URL(url);
  if (folder.pathname.endsWith(`/${RUN_FILE}`)) folder.pathname = folder.pathname.slice(0, -RUN_FILE.length);
  return folder.href;
}
