/**
 * @file The puzzles that another run left wrong, for `trace --failures-of`: to unroll them longer, or to interfere with them.
 */

import { matchKey } from "../analysis/compare/match.ts";
import { usage } from "../errors.ts";
import type { RolloutRow } from "../rollout/request.ts";
import { openRunPath } from "./open-run.ts";

/** Of these rows those whose puzzle the run at `path` did not solve. Throws a `FixpointError` where there are none. */
export async function failuresOf(path: string, rows: readonly RolloutRow[]): Promise<readonly RolloutRow[]> {
  const run = await openRunPath(path);
  try {
    const failed = new Set<string>();
    for await (const rollouts of run.rolloutGroups()) {
      for (const rollout of rollouts) if (rollout.solved === false) failed.add(matchKey(rollout));
    }
    const left = rows.filter(({ puzzle, trajectory }) => failed.has(matchKey({ ...puzzle, trajectory })));
    if (left.length > 0) return left;
    throw failed.size === 0
      ? usage("failures-of", path, { expected: "a run with failures, whose targets are known" })
      : usage("failures-of", path, { expected: "a run of these tasks" });
  } finally {
    await run.close();
  }
}
