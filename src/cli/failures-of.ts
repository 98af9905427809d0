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
    const solved = new Map<string, boolean | null>();
    for await (const rollouts of run.rolloutGroups()) {
      for (const rollout of rollouts) solved.set(matchKey(rollout), rollout.solved);
    }
    const keyOf = ({ puzzle, trajectory }: RolloutRow): string => matchKey({ ...puzzle, trajectory });
    const inRun = rows.filter((row) => solved.has(keyOf(row)));
    const failed = inRun.filter((row) => solved.get(keyOf(row)) === false);
    if (failed.length > 0) return failed;
    const expected =
      inRun.length === 0 ? "a run of these tasks" : "a run that left some of these tasks wrong, their targets known";
    throw usage("failures-of", path, { expected });
  } finally {
    await run.close();
  }
}
