/**
 * @file The runs that tests of the explorer open: the same puzzles in two runs, `plain` and `kicked`, of which the second settles
 * later: their answers part at once and re-join.
 */

import { type Scratch, writeMadeUpRun } from "../made-up-run.ts";

/** Returns their paths. */
export async function writeTwoRuns(runs: Scratch, rollouts: number): Promise<readonly string[]> {
  const config = { H_cycles: 3, L_cycles: 4, vocab_size: 12 };
  const made = { rollouts, batch: 6, side: 10, states: "h" } as const;
  const paths = [runs.path("plain"), runs.path("kicked")] as const;
  await writeMadeUpRun(paths[0], { ...made, shape: { confidence: true }, header: { config } });
  const header = { config, interventions: ["noise@1:target=z_L,sigma=1"] };
  await writeMadeUpRun(paths[1], { ...made, shape: { settlesAt: 8, confidence: true }, header });
  return paths;
}
