/**
 * @file Opening a run and answering what the page asks of it. Runs in a worker, where decoding Parquet stops no one; nothing here
 * knows that.
 */

import type { Measurements } from "../../src/analysis/modes/measure.ts";
import { seriesOf } from "../../src/analysis/modes/series.ts";
import type { Thresholds } from "../../src/analysis/modes/thresholds.ts";
import { checkSameRollout } from "../../src/analysis/same-rollout.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import type { Folder } from "../../src/platform/folder.ts";
import { blobFolder } from "../../src/platform/web/blob-folder.ts";
import { blobSource } from "../../src/platform/web/blob-source.ts";
import { httpFolder } from "../../src/platform/web/http-folder.ts";
import { openUrl } from "../../src/platform/web/http-source.ts";
import { guessKind } from "../../src/render/notation/kind.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import { openRun, type Run } from "../../src/trace/run-reader.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import { importedRun } from "./imported-run.ts";
import { createKeptBytes, type KeptBytes } from "./kept-bytes.ts";
import { measuring } from "./measuring.ts";
import { type DroppedFile, isRolloutsFile, type RunSource } from "./source.ts";
import { storedAnalysis } from "./stored-analysis.ts";

export interface RunSummary {
  readonly name: string;
  readonly info: RunInfo;
  readonly records: readonly RolloutRecord[];
  /** Of ARC tasks, whose training pairs can be asked for. */
  readonly hasTasks: boolean;
  /** Those that `analyze` used, where its file is there; what was measured is the file's then. */
  readonly thresholds: Thresholds | undefined;
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
  /** Throws where they are not the rollout's: a folder may hold files of two runs. */
  steps(rollout: number): Promise<readonly StepRecord[]>;
  task(id: string): Promise<Task | undefined>;
  measureNext(): Promise<readonly Measurements[]>;
}

/** `kept` holds what is read of states behind a URL. */
export async function readRun(source: RunSource, kept: KeptBytes = createKeptBytes()): Promise<ReadRun> {
  const folder = folderOf(source, kept);
  const run = await (folder === undefined ? openFile(source) : openRun(folder));
  const records = await run.rollouts();
  async function steps(rollout: number): Promise<readonly StepRecord[]> {
    const found = await run.steps(rollout);
    const record = records[rollout];
    if (record !== undefined) checkSameRollout(record, seriesOf(found));
    return found;
  }
  // What is no run should not come on screen, where it would take the place of one.
  if (records.length > 0) await steps(0);
  const mayBeAnalysed = source.kind === "files" || source.isAnalysed === true;
  const stored = folder && mayBeAnalysed ? await storedAnalysis(folder, records) : undefined;
  const hasTasks = looksLikeArc(run, records) || (await run.tasks()).size > 0;
  // They are wanted when the first rollout is opened, not before the gallery shows.
  if (hasTasks) void run.tasks().catch(() => undefined);
  return {
    run,
    summary: { name: run.name, info: run.info, records, hasTasks, thresholds: stored?.settings.thresholds },
    steps,
    task: async (id) => (await run.tasks()).get(id),
    measureNext: stored === undefined ? measuring(run, records) : allAtOnce(stored.rows),
  };
}

/** Told without the tasks, which are the longest to read. */
function looksLikeArc({ info }: ReadableRun, [first]: readonly RolloutRecord[]): boolean {
  const side = Math.sqrt(first?.inputTokens.length ?? 0);
  return guessKind({ isTask: false, vocabulary: info.config["vocab_size"], side }) === "arc";
}

/** `undefined` for a run that is one file. */
function folderOf(source: RunSource, kept: KeptBytes): Folder | undefined {
  if (source.kind === "url") {
    if (isRolloutsFile(new URL(source.url).pathname)) return undefined;
    return kept.runFolder(httpFolder(source.url));
  }
  if (onlyFile(source) !== undefined) return undefined;
  return blobFolder(source.name, new Map(source.files.map(({ path, blob }) => [path, blob])));
}

/** A `rollouts.jsonl` that was dropped alone. */
function onlyFile(source: RunSource & { readonly kind: "files" }): DroppedFile | undefined {
  const [only] = source.files;
  return source.files.length === 1 && only !== undefined && isRolloutsFile(only.path) ? only : undefined;
}

async function openFile(source: RunSource): Promise<ReadableRun> {
  if (source.kind === "url") return importedRun(await openUrl(source.url));
  const only = onlyFile(source);
  if (only === undefined) throw new Error(`${source.name} is no file`);
  return importedRun(blobSource(only.path, only.blob));
}

/** All of them with the first call, none with the next. */
function allAtOnce(rows: readonly Measurements[]): () => Promise<readonly Measurements[]> {
  let rest = rows;
  return async () => {
    const next = rest;
    rest = [];
    return next;
  };
}
