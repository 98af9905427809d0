/**
 * @file The runs that tests of the explorer open: the same puzzles in two runs, `plain` and `kicked`, of which the second settles
 * later: their answers part at once and re-join.
 */

import { afterAll, beforeAll, inject } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";

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

/** The runs of a test file and the explorer on them: there before its tests, and gone after them. */
export interface Explored {
  readonly runs: Scratch;
  readonly explorer: Explorer;
}

export function exploreTwoRuns(rollouts: number): Explored {
  let runs: Scratch | undefined;
  let explorer: Explorer | undefined;
  beforeAll(async () => {
    runs = await scratch();
    explorer = await startExplorer(inject("cli"), await writeTwoRuns(runs, rollouts));
  }, 180_000);
  afterAll(async () => {
    await explorer?.close();
    await runs?.remove();
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("not before the tests");
    return value;
  };
  return {
    get runs() {
      return there(runs);
    },
    get explorer() {
      return there(explorer);
    },
  };
}
