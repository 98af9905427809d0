/**
 * @file `analysis.parquet`: a row per rollout, with the thresholds in the file's metadata. What the columns mean is in docs/analysis.md.
 */

import { invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { openTable } from "../trace/parquet/read.ts";
import { type Table, table } from "../trace/parquet/table.ts";
import type { AnalysedRollout } from "./analyse-run.ts";
import type { Measurements } from "./modes/measure.ts";
import { DEFAULT_THRESHOLDS, THRESHOLDS, type Thresholds, thresholdsAsJson } from "./modes/thresholds.ts";

export { ANALYSIS_FILE } from "../trace/run-layout.ts";

/** The name in the file's metadata. */
export const SETTINGS_KEY = "fixpoint.analysis";

/** Of the file; goes up when an older reader would misread it. */
const VERSION = 1;

/** A type alias, not an interface, so that it is a `TableRow`. */
export type AnalysisRecord = {
  readonly rollout: number;
  readonly task: string;
  readonly testIndex: number;
  readonly augmentation: string;
  readonly trajectory: number;
  readonly mode: string;
  readonly motion: string;
  readonly suspect: boolean | null;
  readonly period: number | null;
  readonly cycleSeenIn: string | null;
  readonly settledAt: number | null;
  readonly lostByGoingOn: boolean | null;
  readonly gainedByGoingOn: boolean | null;
} & Measurements;

export const ANALYSIS: Table<AnalysisRecord> = table<AnalysisRecord>({
  rollout: "int32",
  task: "string",
  testIndex: "int32",
  augmentation: "string",
  trajectory: "int32",
  mode: "string",
  motion: "string",
  suspect: "boolean?",
  period: "int32?",
  cycleSeenIn: "string?",
  settledAt: "int32?",
  lostByGoingOn: "boolean?",
  gainedByGoingOn: "boolean?",
  basis: "string",
  steps: "int32",
  tail: "int32",
  hCosDistMax: "double?",
  hCosDistUpper: "double?",
  hCosDistMedian: "double?",
  lCosDistMedian: "double?",
  drift: "double?",
  statePeriod: "int32?",
  returnCosDist: "double?",
  returnRatio: "double?",
  answerPeriod: "int32?",
  answersChanged: "double?",
  cellsChangedMax: "int32?",
  meanEntropy: "double?",
  minMargin: "double?",
  cellsWrong: "int32?",
  solved: "boolean?",
  firstSolved: "int32?",
  lastSolved: "int32?",
  finalQHaltLogit: "double?",
  haltStep: "int32?",
  solvedAtHalt: "boolean?",
});

export function analysisRecord({ identity, measured, classified, settledAt }: AnalysedRollout): AnalysisRecord {
  const { rollout, task, testIndex, augmentation, trajectory } = identity;
  const { solved, solvedAtHalt } = measured;
  const isJudged = solved !== null && solvedAtHalt !== null;
  return {
    rollout,
    task,
    testIndex,
    augmentation,
    trajectory,
    ...classified,
    settledAt,
    lostByGoingOn: isJudged ? solvedAtHalt && !solved : null,
    gainedByGoingOn: isJudged ? !solvedAtHalt && solved : null,
    ...measured,
  };
}

export interface AnalysisSettings {
  readonly thresholds: Thresholds;
  /** Supervision steps. */
  readonly tail: number;
  /** Whether the answers were read. */
  readonly tokens: boolean;
}

export function formatSettings({ thresholds, tail, tokens }: AnalysisSettings): string {
  return JSON.stringify({ version: VERSION, thresholds: thresholdsAsJson(thresholds), tail, tokens });
}

export interface StoredAnalysis {
  readonly settings: AnalysisSettings;
  readonly rows: readonly AnalysisRecord[];
}

/** Reads `analysis.parquet`. Throws a `FixpointError` for a file that `analyze` did not write. */
export async function readAnalysis(source: ByteSource): Promise<StoredAnalysis> {
  const file = await openTable(source, ANALYSIS);
  const settings = readSettings(file.keyValue(SETTINGS_KEY), source.name);
  const rows: AnalysisRecord[] = [];
  for (const group of file.rowGroups.keys()) rows.push(...(await file.read(source, group)));
  return { settings, rows };
}

function readSettings(text: string | undefined, where: string): AnalysisSettings {
  const wrong = (what: string) => invalid("analysis", what, { expected: "a file that analyze wrote", where });
  if (text === undefined) throw wrong("no settings in its metadata");
  let json: { version?: unknown; thresholds?: Record<string, unknown>; tail?: unknown; tokens?: unknown };
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong("its settings are no JSON");
  }
  if (json?.version !== VERSION) throw wrong(`version ${json?.version}`);
  const thresholds: Record<keyof Thresholds, number> = { ...DEFAULT_THRESHOLDS };
  for (const { name, key } of THRESHOLDS) {
    const value = json.thresholds?.[key];
    if (typeof value !== "number") throw wrong(`threshold ${key} is missing`);
    thresholds[name] = value;
  }
  return { thresholds, tail: Number(json.tail), tokens: json.tokens === true };
}
