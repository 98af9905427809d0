/**
 * @file Runs on disk for tests, written from made-up rollouts.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFolder } from "../src/platform/node/folder.ts";
import { openRunWriter, type RunWriterOptions } from "../src/trace/node/run-writer.ts";
import { type RecordedRollout, record } from "../src/trace/recorder.ts";
import type { RunHeader } from "../src/trace/run-info.ts";
import { openRun, type Run } from "../src/trace/run-reader.ts";
import type { KeptStates } from "../src/trace/state-layout.ts";
import { MADE_UP, type MadeUpShape, madeUpEvents, madeUpRows, madeUpTask } from "./made-up-rollout.ts";

export interface MadeUpRun extends RunWriterOptions {
  readonly rollouts: number;
  readonly batch: number;
  readonly shape?: Partial<MadeUpShape>;
  readonly side?: number;
  readonly states?: KeptStates;
  readonly header?: Partial<RunHeader>;
  /** Called before every batch with its first rollout: may throw. */
  readonly beforeBatch?: (rollout: number) => void;
}

export function madeUpHeader(rollouts: number, header: Partial<RunHeader> = {}): RunHeader {
  return {
    model: { architecture: "trm", file: "step_1", sha256: "0".repeat(64) },
    config: { H_cycles: 3, L_cycles: 4 },
    options: { steps: 16 },
    interventions: [],
    seed: 7,
    engine: "cpu",
    fixpointVersion: "0.0.0",
    rollouts,
    started: "2026-01-01T00:00:00.000Z",
    ...header,
  };
}

/** Writes, or resumes, a run to its end, as a command would. Returns how many rollouts were there before. */
export async function writeMadeUpRun(directory: string, run: MadeUpRun): Promise<number> {
  const { rollouts, batch, side = 30, states: which } = run;
  const shape = { ...MADE_UP, ...run.shape };
  const tasks = Array.from({ length: rollouts }, (_, number) => madeUpTask(number, side));
  const writer = await openRunWriter(directory, { header: madeUpHeader(rollouts, run.header), tasks }, run);
  const schedule = { hCycles: shape.hCycles, lCycles: shape.lCycles, states: ["z_H", "z_L"] as const };
  const before = writer.completed;
  for (let first = before; first < rollouts; first += batch) {
    run.beforeBatch?.(first);
    const rows = madeUpRows(first, Math.min(batch, rollouts - first), side);
    const [positions, width] = shape.state;
    const states = which && writer.states({ which, schedule, steps: shape.steps, positions, width });
    const options = { rows, firstRollout: first, schedule, haltRule: "q_halt > 0", seed: 7, intervention: "" } as const;
    const recorded: RecordedRollout[] = [];
    const events = record(madeUpEvents(rows, shape), states === undefined ? options : { ...options, states });
    for await (const rollout of events) recorded.push(rollout);
    await writer.append(recorded, states);
  }
  await writer.finish({ finished: "2026-01-02T00:00:00.000Z" });
  return before;
}

export interface Scratch {
  path(name: string): string;
  /** A run that is closed with the scratch directory. */
  open(name: string): Promise<Run>;
  remove(): Promise<void>;
}

/** A directory of its own for a test. */
export async function scratch(): Promise<Scratch> {
  const directory = await mkdtemp(join(tmpdir(), "fixpoint-trace-"));
  const opened: Run[] = [];
  const path = (name: string) => join(directory, name);
  return {
    path,
    async open(name) {
      const run = await openRun(openFolder(path(name)));
      opened.push(run);
      return run;
    },
    async remove() {
      for (const run of opened) await run.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What `write-made-up-run.ts` writes: 24 rollouts of 3 supervision steps, in twelve batches. */
export const KILLED_RUN: MadeUpRun = {
  rollouts: 24,
  batch: 2,
  side: 6,
  shape: { steps: 3, settlesAt: 2 },
  states: "h",
};
