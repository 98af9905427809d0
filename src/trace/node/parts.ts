/**
 * @file The parts of a run that is not complete, as one.
 */

import { openFolder } from "../../platform/node/folder.ts";
import { ROLLOUTS_PER_ROW_GROUP } from "../run-layout.ts";
import { partSegments } from "../run-reader.ts";
import type { RolloutRecord, StepRecord } from "../schema.ts";

export interface Parts {
  /** The first rollout of each part. */
  readonly firstRollouts: readonly number[];
  readonly rolloutCount: number;
  rolloutGroups(): AsyncGenerator<readonly RolloutRecord[], void, void>;
  /** Rollout by rollout, a row group in memory at a time. */
  allSteps(): AsyncGenerator<readonly StepRecord[], void, void>;
}

/** Those that count: from rollout 0 on, without a gap. */
export async function readParts(directory: string): Promise<Parts> {
  const segments = await partSegments(openFolder(directory));
  return {
    firstRollouts: segments.map(({ firstRollout }) => firstRollout),
    rolloutCount: segments.reduce((sum, { rolloutCount }) => sum + rolloutCount, 0),
    async *rolloutGroups() {
      for (const segment of segments) yield* segment.rolloutGroups();
    },
    async *allSteps() {
      for (const segment of segments) yield* segment.all();
    },
  };
}

/** The rollouts of all parts in row groups of the merged file. */
export async function* mergedRollouts(parts: Parts): AsyncGenerator<readonly RolloutRecord[], void, void> {
  let group: RolloutRecord[] = [];
  for await (const rows of parts.rolloutGroups()) {
    for (const row of rows) {
      if (group.length === ROLLOUTS_PER_ROW_GROUP) {
        yield group;
        group = [];
      }
      group.push(row);
    }
  }
  if (group.length > 0) yield group;
}
