/**
 * @file A run, rollout by rollout: measured, classified, with its curves. In bounded memory: what is kept of a rollout is some hundred
 * numbers and no canvas.
 */

import { augmentGrid, parseAugmentation } from "../arc/augment.ts";
import { type Grid, UNLABELLED } from "../arc/puzzle.ts";
import type { Run } from "../trace/run-reader.ts";
import type { RolloutRecord } from "../trace/schema.ts";
import type { StepColumns } from "../trace/steps-table.ts";
import type { HaltRule } from "../trace/summary.ts";
import { inputHash } from "./compare/input-hash.ts";
import { type Classification, classify, settledAt } from "./modes/classify.ts";
import { DEFAULT_TAIL, type Measurements, measure } from "./modes/measure.ts";
import { NUMERIC_FIELDS, type StepSeries } from "./modes/series.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "./modes/thresholds.ts";
import { curvesOf, type RolloutCurves } from "./rollout-curves.ts";
import { checkSameRollout, ofTwoRuns } from "./same-rollout.ts";

export interface AnalyseOptions {
  readonly thresholds?: Thresholds;
  /** Supervision steps that are looked at for how a rollout ends. */
  readonly tail?: number;
  /** Whether answers are read. Without, the numbers alone: quicker, and answers have no periods. */
  readonly tokens?: boolean;
}

export type RolloutIdentity = Pick<
  RolloutRecord,
  "rollout" | "task" | "testIndex" | "augmentation" | "trajectory" | "intervention"
>;

export interface AnalysedRollout {
  readonly identity: RolloutIdentity;
  /** By which its puzzle is known again: `inputHash`. */
  readonly input: string;
  readonly measured: Measurements;
  readonly classified: Classification;
  /** Cells with a label; 0 without a target. */
  readonly labelled: number;
  /** Supervision step from which on `h_cos_dist` at the last answer stays below the threshold. */
  readonly settledAt: number | null;
  readonly curves: RolloutCurves;
}

const SERIES_FIELDS = [...NUMERIC_FIELDS, "kind"] as const;

/** The rollouts of a run in order. Throws a `FixpointError` where its files are not what they must be. */
export async function* analyseRun(
  run: Run,
  { thresholds = DEFAULT_THRESHOLDS, tail = DEFAULT_TAIL, tokens = true }: AnalyseOptions = {},
): AsyncGenerator<AnalysedRollout, void, void> {
  const targets = await targetGrids(run);
  const tasks = await run.tasks();
  const haltRule = haltRuleOfRun(run);
  const records = recordsOf(run);
  // Two calls and not a conditional list of fields: the columns' types follow from it.
  const columns = tokens ? run.allStepColumns([...SERIES_FIELDS, "tokens"]) : run.allStepColumns(SERIES_FIELDS);
  for await (const steps of columns) {
    const { value: record } = await records.next();
    if (record?.rollout !== steps.rollout) throw ofTwoRuns(`steps of rollout ${steps.rollout}`, nextOf(record));
    const series = seriesOfColumns(steps);
    checkSameRollout(record, series);
    const measured = measure(record, series, { tail });
    yield {
      identity: identityOf(record),
      input: inputHash(record.inputTokens, tasks.has(record.task)),
      labelled: record.targetTokens?.filter((label) => label !== UNLABELLED).length ?? 0,
      measured,
      classified: classify(measured, thresholds),
      settledAt: settledAt(record.hCosDistCurve, thresholds),
      curves: curvesOf(record, series, { haltRule, targetGrid: targets(record) }),
    };
  }
  const { value: left } = await records.next();
  if (left !== undefined) throw ofTwoRuns("no more steps", nextOf(left));
}

const nextOf = (record: RolloutRecord | undefined): string =>
  record === undefined ? "no more" : `those of rollout ${record.rollout}`;

export function seriesOfColumns({
  rows,
  columns,
}: StepColumns<(typeof SERIES_FIELDS)[number]> | StepColumns<(typeof SERIES_FIELDS)[number] | "tokens">): StepSeries {
  const isAnswer = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) if (columns.kind[row] === "answer") isAnswer[row] = 1;
  return {
    ...columns,
    length: rows,
    isAnswer,
    tokens: "tokens" in columns ? columns.tokens : null,
  };
}

async function* recordsOf(run: Run): AsyncGenerator<RolloutRecord, undefined, void> {
  for await (const group of run.rolloutGroups()) yield* group;
  return undefined;
}

/** The model's own rule, by its architecture; an import does not name one, and is read by the simpler rule. */
export function haltRuleOfRun({ info }: Pick<Run, "info">): HaltRule {
  return info.model?.architecture === "hrm" ? "q_halt > q_continue" : "q_halt > 0";
}

/** The target grid of a rollout's puzzle; `undefined` for data other than ARC tasks. */
export async function targetGrids(
  run: Run,
): Promise<(rollout: Pick<RolloutRecord, "task" | "testIndex" | "augmentation">) => Grid | undefined> {
  const tasks = await run.tasks();
  return ({ task, testIndex, augmentation }) => {
    const grid = tasks.get(task)?.test[testIndex]?.output;
    const way = parseAugmentation(augmentation);
    return grid === undefined || way === undefined ? grid : augmentGrid(grid, way);
  };
}

function identityOf({
  rollout,
  task,
  testIndex,
  augmentation,
  trajectory,
  intervention,
}: RolloutRecord): RolloutIdentity {
  return { rollout, task, testIndex, augmentation, trajectory, intervention };
}
