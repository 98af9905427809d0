/**
 * @file Runs on disk of made-up trajectories.
 */

import { openRunWriter } from "../src/trace/node/run-writer.ts";
import { madeUpHeader } from "./made-up-run.ts";
import { type MadeUpTrajectory, recordTrajectories, type TrajectoryShape } from "./made-up-trajectory.ts";

const SHAPE: TrajectoryShape = { steps: 16, hCycles: 3, lCycles: 4 };

export async function writeTrajectoryRun(
  directory: string,
  trajectories: readonly MadeUpTrajectory[],
  { shape = SHAPE, interventions = [] }: { shape?: TrajectoryShape; interventions?: readonly string[] } = {},
): Promise<void> {
  const config = { H_cycles: shape.hCycles, L_cycles: shape.lCycles, vocab_size: 4 };
  const header = madeUpHeader(trajectories.length, { config, interventions, options: { steps: shape.steps } });
  const writer = await openRunWriter(directory, { header, tasks: [] });
  const batch = 16;
  for (let first = 0; first < trajectories.length; first += batch) {
    await writer.append(await recordTrajectories(trajectories.slice(first, first + batch), shape, first));
  }
  await writer.finish({ finished: "2026-01-02T00:00:00.000Z" });
}
