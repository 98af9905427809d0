/**
 * @file A run's rollouts and steps where they lie together: the merged files of a complete run, or one part of a run that is
 * not complete.
 */

import { invalid } from "../errors.ts";
import type { FileAccess } from "./file-access.ts";
import { openTable, type TableFile } from "./parquet/read.ts";
import type { StepsIndex } from "./run-info.ts";
import { IMPORTED_ROLLOUTS, type RolloutRecord } from "./schema.ts";
import { type StepsTable, stepsTable } from "./steps-table.ts";

export interface Segment extends StepsTable {
  readonly firstRollout: number;
  readonly rolloutCount: number;
  /** In order, a row group at a time. */
  rolloutGroups(): AsyncGenerator<readonly RolloutRecord[], void, void>;
  close(): Promise<void>;
}

export interface SegmentFiles {
  readonly rollouts: FileAccess;
  readonly steps: FileAccess;
  readonly stepsIndex: StepsIndex | null;
}

/** Reads the footer of the rollouts; the steps are opened when they are asked for. */
export async function openSegment(firstRollout: number, files: SegmentFiles): Promise<Segment> {
  const { rollouts, steps, stepsIndex } = files;
  async function close(): Promise<void> {
    await rollouts.close();
    await steps.close();
  }
  const opening = rollouts.use((source) => openTable(source, IMPORTED_ROLLOUTS));
  const table = await opening.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    ...stepsTable(steps, stepsIndex, firstRollout),
    firstRollout,
    rolloutCount: table.rowGroups.reduce((sum, { rows }) => sum + rows, 0),
    rolloutGroups: () => rolloutGroups(rollouts, table, firstRollout),
    close,
  };
}

async function* rolloutGroups(
  file: FileAccess,
  table: TableFile<RolloutRecord>,
  firstRollout: number,
): AsyncGenerator<readonly RolloutRecord[], void, void> {
  let expected = firstRollout;
  for (const at of table.rowGroups.keys()) {
    const rows = await file.use((source) => table.read(source, at));
    for (const { rollout } of rows) {
      if (rollout !== expected) {
        throw invalid("run", `rollout ${rollout}`, { expected: `rollout ${expected}`, where: file.name });
      }
      expected++;
    }
    yield rows;
  }
}
