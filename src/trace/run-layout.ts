/**
 * @file What the files of a run directory are called, and how rollouts are grouped in them.
 *
 * While a run grows, every batch is a part: `parts/steps-00000004.parquet`, then `parts/rollouts-00000004.parquet`, which
 * makes it count; the number is the batch's first rollout. In the end the parts are merged and removed.
 */

import type { StepRecord } from "./schema.ts";

export const RUN_FILE = "run.json";
export const TASKS_FILE = "tasks.json";
export const ROLLOUTS_FILE = "rollouts.parquet";
export const STEPS_FILE = "steps.parquet";
/** What `analyze` writes beside the rest; see `analysis/analysis-table.ts`. */
export const ANALYSIS_FILE = "analysis.parquet";
export const PARTS_FOLDER = "parts";
export const STATES_FOLDER = "states";

export function partFile(kind: "rollouts" | "steps", firstRollout: number): string {
  return `${kind}-${padded(firstRollout)}.parquet`;
}

const PART_FILE = /^(rollouts|steps)-(\d{8,15})\.parquet$/;

export interface PartName {
  readonly kind: "rollouts" | "steps";
  readonly firstRollout: number;
}

/** `undefined` for a file that is no part. */
export function parsePartFile(name: string): PartName | undefined {
  const [, kind, number] = PART_FILE.exec(name) ?? [];
  return kind === undefined ? undefined : { kind: kind as PartName["kind"], firstRollout: Number(number) };
}

export function statesFile(rollout: number): string {
  return `${padded(rollout)}.safetensors`;
}

/** Sorted by name is sorted by number. */
function padded(number: number): string {
  return String(number).padStart(8, "0");
}

/** Where the first row group of a Parquet file begins, behind its magic. */
export const FIRST_ROW_GROUP = 4;

/** Rows of `rollouts.parquet` in a row group. */
export const ROLLOUTS_PER_ROW_GROUP = 512;

/** Unpacked, about: with `probabilities` a single rollout may have more, and is then a row group of its own. */
const STEPS_ROW_GROUP_BYTES = 2 ** 23;

/**
 * How many rollouts share a row group of `steps.parquet`. Few, since a reader of one reads them all; but every row group
 * costs a kilobyte in the footer, so more as runs grow: a footer has at most 4000 row groups.
 */
export function rolloutsPerStepsGroup(rollouts: number): number {
  return Math.max(2, Math.min(8, Math.ceil(rollouts / 200)), Math.ceil(rollouts / 4000));
}

/** Groups of whole rollouts, each a row group of `steps.parquet`. */
export async function* stepsGroups(
  rollouts: AsyncIterable<readonly StepRecord[]>,
  most: number,
): AsyncGenerator<readonly (readonly StepRecord[])[], void, void> {
  let group: (readonly StepRecord[])[] = [];
  let bytes = 0;
  for await (const steps of rollouts) {
    const size = bytesOf(steps);
    if (group.length === most || (group.length > 0 && bytes + size > STEPS_ROW_GROUP_BYTES)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(steps);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

function bytesOf(steps: readonly StepRecord[]): number {
  return steps.reduce(
    (sum, { tokens, confidence, probabilities }) =>
      sum + tokens.length + (confidence?.length ?? 0) + (probabilities?.length ?? 0),
    0,
  );
}
