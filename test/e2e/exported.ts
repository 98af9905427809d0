/**
 * @file What `export --format jsonl` prints, and the Parquet files as another reader sees them.
 */

import { gunzipSync } from "node:zlib";
import { type AsyncBuffer, asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { succeed } from "./run-cli.ts";

/** A line of the export; the names are the columns'. */
export interface ExportedEvent {
  readonly rollout: number;
  readonly supervision_step: number;
  readonly h_step: number;
  readonly l_step: number;
  readonly kind: "probe" | "answer";
  readonly tokens: readonly number[];
  readonly l_cos_dist: number | null;
  readonly h_cos_dist: number | null;
  readonly q_halt_logit: number;
  readonly q_continue_logit: number;
  readonly cells_wrong: number | null;
  readonly min_margin: number;
  readonly confidence: readonly number[] | null;
  readonly probabilities: readonly number[] | null;
  readonly task: string;
  readonly test_index: number;
  readonly augmentation: string;
}

export async function exportedText(run: string): Promise<string> {
  return succeed(["export", run, "--format", "jsonl"]);
}

export async function exportedEvents(run: string): Promise<readonly ExportedEvent[]> {
  return (await exportedText(run))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

export async function parquetColumns(path: string): Promise<readonly string[]> {
  const { schema } = await parquetMetadataAsync(await asyncBufferFromFile(path));
  // Columns are the children of the root; those of list columns lie deeper.
  const columns: string[] = [];
  const depths = [schema[0]?.num_children ?? 0];
  for (const { name, num_children: children = 0 } of schema.slice(1)) {
    while (depths.at(-1) === 0) depths.pop();
    if (depths.length === 1) columns.push(name);
    depths[depths.length - 1] = (depths.at(-1) ?? 0) - 1;
    if (children > 0) depths.push(children);
  }
  return columns;
}

/** `rollouts.parquet`, with bytes as they are. */
export async function parquetRows(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const file: AsyncBuffer = await asyncBufferFromFile(path);
  return parquetReadObjects({ file, utf8: false, compressors: { GZIP: (packed) => gunzipSync(packed) } });
}
