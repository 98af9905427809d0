/**
 * @file A run that is open: what is in memory of it, and how to get the rest.
 */

import type { Measurements } from "../../src/analysis/modes/measure.ts";
import type { Thresholds } from "../../src/analysis/modes/thresholds.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import { invalid } from "../../src/errors.ts";
import type { Cycles } from "../../src/model/address.ts";
import { guessKind } from "../../src/render/notation/kind.ts";
import type { DataKind } from "../../src/render/notation/notation.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import type { ProjectedStates, ProjectionAsk, Unprojected } from "./project-states.ts";
import type { RunSummary } from "./read-run.ts";
import type { RunSource } from "./source.ts";
import type { StatesInMemory } from "./states-in-memory.ts";

/** What is asked for rollout by rollout. */
export interface RunAccess {
  steps(rollout: number): Promise<readonly StepRecord[]>;
  task(id: string): Promise<Task | undefined>;
  /** Of the next few rollouts in order; none after the last. */
  measureNext(): Promise<readonly Measurements[]>;
  /** See `project-states.ts`. Of rollouts that are with the same worker, or lent. */
  project?(ask: ProjectionAsk): Promise<ProjectedStates | Unprojected>;
  /** The states of a rollout that is with the worker of live runs, for the other worker; else why there are none. */
  lend?(rollout: number): Promise<StatesInMemory | string>;
  close(): Promise<unknown>;
}

export interface OpenedRun extends RunAccess {
  /** Names the run in links; see `RunSource`. */
  readonly id: string;
  readonly name: string;
  readonly info: RunInfo;
  readonly cycles: Cycles;
  /** The canvas has side² cells. */
  readonly side: number;
  readonly kind: DataKind;
  readonly hasTasks: boolean;
  /** Those that `analyze` used; the usual ones where it did not write anything. */
  readonly thresholds?: Thresholds | undefined;
  /** `records[n]` is rollout n. */
  readonly records: readonly RolloutRecord[];
}

/** Throws a `FixpointError` where the run does not say what is needed to draw it. */
export function openedRun(source: RunSource, summary: RunSummary, access: RunAccess): OpenedRun {
  const { info, records, hasTasks, thresholds } = summary;
  const { H_cycles: hCycles, L_cycles: lCycles, vocab_size: vocabulary } = info.config;
  if (typeof hCycles !== "number" || typeof lCycles !== "number") {
    throw invalid("run", "no H_cycles or L_cycles in its config", { where: source.name });
  }
  const cells = records[0]?.inputTokens.length ?? 0;
  const side = Math.sqrt(cells);
  if (!Number.isInteger(side)) {
    throw invalid("run", `a canvas of ${cells} cells`, { expected: "a square", where: source.name });
  }
  const kind = guessKind({ isTask: hasTasks && vocabulary === undefined, vocabulary, side });
  return {
    ...access,
    id: source.id,
    name: source.name,
    info,
    cycles: { hCycles, lCycles },
    side,
    kind,
    hasTasks,
    thresholds,
    records,
  };
}
