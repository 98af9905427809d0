/**
 * @file What `analyze` wrote beside a run: the page takes its measurements and thresholds rather than measure again.
 */

import { readAnalysis, type StoredAnalysis } from "../../src/analysis/analysis-table.ts";
import { FixpointError } from "../../src/errors.ts";
import type { Folder } from "../../src/platform/folder.ts";
import { ANALYSIS_FILE } from "../../src/trace/run-layout.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";

/** `undefined` where there is none, or none that can be read, or one of other rollouts: then the page measures. */
export async function storedAnalysis(
  folder: Folder,
  records: readonly RolloutRecord[],
): Promise<StoredAnalysis | undefined> {
  const source = await folder.open(ANALYSIS_FILE);
  if (source === undefined) return undefined;
  try {
    const stored = await readAnalysis(source);
    return isOf(stored, records) ? stored : undefined;
  } catch (error) {
    if (error instanceof FixpointError) return undefined;
    throw error;
  } finally {
    await source.close();
  }
}

/** Rollouts that were traced anew have other ends. */
function isOf({ rows }: StoredAnalysis, records: readonly RolloutRecord[]): boolean {
  const isSame = (record: RolloutRecord, at: number): boolean => {
    const row = rows[at];
    return (
      row?.rollout === record.rollout && row.task === record.task && row.finalQHaltLogit === record.finalQHaltLogit
    );
  };
  return rows.length === records.length && records.every(isSame);
}
