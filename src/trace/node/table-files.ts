/**
 * @file The bytes of `rollouts.parquet` and `steps.parquet`, and of their parts.
 */

import { gzipSync } from "node:zlib";
import type { Table, TableRow } from "../parquet/table.ts";
import { tableWriter } from "../parquet/write.ts";
import type { StepsIndex, StepsRowGroup } from "../run-info.ts";
import { FIRST_ROW_GROUP, stepsGroups } from "../run-layout.ts";
import { STEPS, type StepRecord } from "../schema.ts";

function options(createdBy: string) {
  return { gzip: (bytes: Uint8Array) => gzipSync(bytes), createdBy, indexed: "rollout" };
}

/** A table of rollouts, a row group for every list of rows. */
export async function* rolloutsFile<Row extends TableRow>(
  table: Table<Row>,
  rowGroups: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  createdBy: string,
): AsyncGenerator<Uint8Array, void, void> {
  const writer = tableWriter(table, options(createdBy));
  for await (const rows of rowGroups) yield writer.rowGroup(rows);
  yield writer.end();
}

export interface StepsFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Once all chunks were taken. */
  index(): StepsIndex;
}

/** A table of steps, `most` rollouts to a row group. */
export function stepsFile(rollouts: AsyncIterable<readonly StepRecord[]>, most: number, createdBy: string): StepsFile {
  const rowGroups: StepsRowGroup[] = [];
  let bytes = 0;
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    const writer = tableWriter(STEPS, options(createdBy));
    for await (const group of stepsGroups(rollouts, most)) {
      const chunk = writer.rowGroup(group.flat());
      rowGroups.push({ rollouts: group.length, bytes: chunk.length - (bytes === 0 ? FIRST_ROW_GROUP : 0) });
      bytes += chunk.length;
      yield chunk;
    }
    const footer = writer.end();
    bytes += footer.length;
    yield footer;
  }
  return { chunks: chunks(), index: () => ({ bytes, rowGroups }) };
}
