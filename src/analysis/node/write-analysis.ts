/**
 * @file Writing `analysis.parquet` into a run directory: the old one or the new one, never half of one.
 */

import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeFileAtomic } from "../../platform/node/atomic-write.ts";
import { tableWriter } from "../../trace/parquet/write.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import {
  ANALYSIS,
  ANALYSIS_FILE,
  type AnalysisSettings,
  analysisRecord,
  formatSettings,
  SETTINGS_KEY,
} from "../analysis-table.ts";

/** Rows of a row group. */
const ROWS = 4096;

/** Throws a `FixpointError` where the directory cannot be written to; what was there before is untouched. */
export async function writeAnalysis(
  directory: string,
  rollouts: readonly AnalysedRollout[],
  settings: AnalysisSettings,
  createdBy: string,
): Promise<void> {
  await writeFileAtomic(join(directory, ANALYSIS_FILE), chunks(rollouts, settings, createdBy));
}

function* chunks(
  rollouts: readonly AnalysedRollout[],
  settings: AnalysisSettings,
  createdBy: string,
): Generator<Uint8Array, void, void> {
  const writer = tableWriter(ANALYSIS, {
    gzip: (bytes) => gzipSync(bytes),
    createdBy,
    indexed: "rollout",
    keyValues: { [SETTINGS_KEY]: formatSettings(settings) },
  });
  for (let from = 0; from < rollouts.length; from += ROWS) {
    yield writer.rowGroup(rollouts.slice(from, from + ROWS).map(analysisRecord));
  }
  yield writer.end();
}
