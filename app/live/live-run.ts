/**
 * @file What was run in the page, as a run in memory: every view shows it as one that was recorded.
 */

import { type Measurements, measure } from "../../src/analysis/modes/measure.ts";
import { seriesOf } from "../../src/analysis/modes/series.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import { invalid } from "../../src/errors.ts";
import type { Cycles } from "../../src/model/address.ts";
import type { RecordedRollout } from "../../src/trace/recorder.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import { isExact, isSolved, type Target } from "../../src/trace/verdict.ts";
import type { Ask } from "../channel/ask.ts";
import type { OpenedRun } from "../sources/opened-run.ts";
import type { LiveModel, Orders, RunOrder } from "./protocol.ts";

export interface LiveRunContent {
  readonly id: string;
  readonly name: string;
  readonly model: LiveModel;
  readonly recorded: readonly RecordedRollout[];
  readonly tasks: ReadonlyMap<string, Task>;
  /** The worker that ran it, which has the states. */
  readonly ask: Ask<Orders>;
}

/** As it stands: one that goes on is another. */
export function liveRun({ id, name, model, recorded, tasks, ask }: LiveRunContent): OpenedRun {
  const { cycles, side, kind } = model;
  let measured = 0;
  return {
    id,
    name,
    info: runInfo(model, recorded.length),
    cycles,
    side,
    kind,
    hasTasks: kind === "arc",
    records: recorded.map(({ rollout }) => rollout),
    async steps(rollout) {
      const found = recorded[rollout];
      if (found !== undefined) return found.steps;
      throw invalid("rollout", rollout, { expected: `0 to ${recorded.length - 1}`, where: name });
    },
    task: async (task) => tasks.get(task),
    async measureNext(): Promise<readonly Measurements[]> {
      const next = recorded[measured++];
      return next === undefined ? [] : [measure(next.rollout, seriesOf(next.steps))];
    },
    project: (asked) => ask("project", asked),
    lend: (rollout) => ask("lend", { run: id, rollout }),
    close: async () => undefined,
  };
}

function runInfo({ identity, config, engine }: LiveModel, rollouts: number): RunInfo {
  return {
    model: identity,
    config,
    options: { live: true },
    interventions: [],
    seed: null,
    engine,
    fixpointVersion: "",
    rollouts,
    started: "",
    status: "complete",
    finished: null,
    importedFrom: null,
    stepsIndex: null,
  };
}

/**
 * The record of a rollout that is under way, as if it ended with the last of `steps`: its answer is that one's, also where that is a
 * probe, and so is the verdict. `undefined` before the first.
 */
export function recordSoFar(
  { row, rollout, seed, interventions, branch }: RunOrder,
  steps: readonly StepRecord[],
  { hCycles }: Cycles,
): RolloutRecord | undefined {
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  const { puzzle, puzzleIdentifier, trajectory } = row;
  const { targetTokens: tokens, targetGrid: grid } = puzzle;
  const target: Target | undefined = tokens && { tokens, grid };
  const solved = isSolved(last.tokens, target);
  const solvedAt = steps
    .filter(({ kind, hStep }) => kind === "answer" && hStep === hCycles)
    .filter((answer) => isSolved(answer.tokens, target))
    .map(({ supervisionStep }) => supervisionStep);
  // That of now is not ended yet.
  if (solved && solvedAt.at(-1) !== last.supervisionStep) solvedAt.push(last.supervisionStep);
  return {
    rollout,
    task: puzzle.task,
    testIndex: puzzle.testIndex,
    augmentation: puzzle.augmentation,
    trajectory,
    parent: branch?.parent ?? null,
    branchAt: branch?.branchAt ?? null,
    puzzleIdentifier,
    steps: last.supervisionStep,
    seed,
    intervention: interventions.join(" "),
    inputTokens: puzzle.inputTokens,
    targetTokens: puzzle.targetTokens ?? null,
    answerTokens: last.tokens,
    solved,
    exact: isExact(last.tokens, target),
    finalQHaltLogit: last.qHaltLogit,
    haltStep: null,
    solvedAtHalt: null,
    firstSolved: solvedAt[0] ?? null,
    lastSolved: solvedAt.at(-1) ?? null,
    hCosDistCurve: null,
    qHaltCurve: null,
    source: null,
  };
}
