/**
 * @file Turns the stream of events of a batch into the rows that a run keeps, rollout by rollout.
 */

import type { StateName } from "../model/schedule.ts";
import type { RolloutEvent } from "../rollout/events.ts";
import type { RolloutRow } from "../rollout/request.ts";
import type { RolloutRecord, StepRecord } from "./schema.ts";
import { type KeptStates, type StateSchedule, statesAfter } from "./state-layout.ts";
import { type HaltRule, summarise } from "./summary.ts";
import { countChanged, countWrong, type Target } from "./verdict.ts";

export interface RecordedRollout {
  readonly rollout: RolloutRecord;
  /** In the order of the rollout. */
  readonly steps: readonly StepRecord[];
}

/** Whence a rollout branched off, and at which moment. */
export interface Branch {
  readonly parent: number;
  readonly branchAt: string;
}

/** Takes states as they come, so that nobody has to hold them all. */
export interface StateSink {
  readonly which: KeptStates;
  /**
   * f32 [P+S, D] of row `row` of the batch, valid until the promise settles; `index` counts along the leading axes of
   * the state's tensor (see `state-layout.ts`).
   */
  put(row: number, state: StateName, index: number, values: Float32Array): Promise<void>;
}

export interface RecorderOptions {
  /** The batch, row by row as in the events. */
  readonly rows: readonly RolloutRow[];
  /** The number of the batch's first row. */
  readonly firstRollout: number;
  readonly schedule: StateSchedule;
  readonly haltRule: HaltRule;
  readonly seed: number;
  /** As given, empty for none. */
  readonly intervention: string;
  /** For rollouts that branched off others: one for each row. */
  readonly branches?: readonly Branch[];
  readonly states?: StateSink;
  /** Told of every row at once, for those who show a rollout while it is under way. */
  readonly onStep?: (step: StepRecord) => void;
}

/**
 * Consumes the events of one batch and yields its rollouts in order. Holds the batch's rows in memory, no states.
 * Throws whatever the stream throws; then nothing of the batch is yielded.
 */
export async function* record(
  events: AsyncIterable<RolloutEvent>,
  options: RecorderOptions,
): AsyncGenerator<RecordedRollout, void, void> {
  const { rows, firstRollout, states, onStep } = options;
  const batch: StepRecord[][] = rows.map(() => []);
  for await (const event of events) {
    for (const [row, steps] of batch.entries()) {
      const step = stepRecord(event, row, firstRollout + row, steps.at(-1), rows[row]?.puzzle.targetTokens);
      steps.push(step);
      onStep?.(step);
    }
    if (states !== undefined) await keepStates(event, options.schedule, states, rows.length);
  }
  for (const [row, steps] of batch.entries()) yield { rollout: rolloutRecord(row, steps, options), steps };
}

async function keepStates(
  event: RolloutEvent,
  schedule: StateSchedule,
  sink: StateSink,
  batchSize: number,
): Promise<void> {
  for (const { state, index } of statesAfter(sink.which, schedule, event.address)) {
    const values = await event.readState(state);
    const size = values.length / batchSize;
    for (let row = 0; row < batchSize; row++) {
      await sink.put(row, state, index, values.subarray(row * size, (row + 1) * size));
    }
  }
}

function stepRecord(
  event: RolloutEvent,
  row: number,
  rollout: number,
  before: StepRecord | undefined,
  target: Uint8Array | undefined,
): StepRecord {
  const { address, movement } = event;
  const batchSize = event.qHaltLogit.length;
  const tokens = rowOf(event.tokens, row, batchSize);
  return {
    rollout,
    supervisionStep: address.supervisionStep,
    hStep: address.hStep,
    lStep: address.lStep,
    kind: address.kind,
    tokens,
    lCosDist: at(event.lCosDist, row),
    hCosDist: at(movement?.hCosDist, row),
    qHaltLogit: at(event.qHaltLogit, row),
    qContinueLogit: at(event.qContinueLogit, row),
    residual: at(movement?.residual, row),
    returnLag: at(movement?.returnLag, row),
    returnCosDist: at(movement?.returnCosDist, row),
    cellsChanged: before === undefined ? null : countChanged(before.tokens, tokens),
    cellsWrong: target === undefined ? null : countWrong(tokens, target),
    meanEntropy: at(event.meanEntropy, row),
    minMargin: at(event.minMargin, row),
    confidence: event.confidence === undefined ? null : rowOf(event.confidence, row, batchSize),
    probabilities: event.probabilities === undefined ? null : rowOf(event.probabilities, row, batchSize),
  };
}

function at(values: Float32Array | Int32Array | undefined, row: number): number | null {
  return values?.[row] ?? null;
}

/** A copy of row `row` of [B, …]: the event's own array is freed, or used again, with its batch. */
function rowOf(values: Uint8Array, row: number, batchSize: number): Uint8Array {
  const size = values.length / batchSize;
  return values.slice(row * size, (row + 1) * size);
}

function rolloutRecord(row: number, steps: readonly StepRecord[], options: RecorderOptions): RolloutRecord {
  const { rows, firstRollout, schedule, haltRule, seed, intervention, branches } = options;
  const asked = rows[row];
  if (asked === undefined) throw new Error(`no row ${row} in the batch`);
  const { puzzle, puzzleIdentifier, trajectory } = asked;
  const target: Target | undefined =
    puzzle.targetTokens === undefined ? undefined : { tokens: puzzle.targetTokens, grid: puzzle.targetGrid };
  return {
    rollout: firstRollout + row,
    task: puzzle.task,
    testIndex: puzzle.testIndex,
    augmentation: puzzle.augmentation,
    trajectory,
    parent: branches?.[row]?.parent ?? null,
    branchAt: branches?.[row]?.branchAt ?? null,
    puzzleIdentifier,
    seed,
    intervention,
    inputTokens: puzzle.inputTokens,
    targetTokens: puzzle.targetTokens ?? null,
    ...summarise(steps, target, schedule.hCycles, haltRule),
    source: null,
  };
}
