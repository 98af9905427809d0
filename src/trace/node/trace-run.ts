/**
 * @file A whole run: batch by batch rolled out, recorded and written.
 */

import type { Engine } from "../../engine/engine.ts";
import { positionsOf } from "../../model/config.ts";
import type { Model } from "../../model/model.ts";
import { type BoundModel, bindModel } from "../../rollout/bound-model.ts";
import type { RolloutEvent } from "../../rollout/events.ts";
import type { DecodeOptions } from "../../rollout/graphs.ts";
import type { Intervention } from "../../rollout/interventions/intervention.ts";
import type { RolloutRow } from "../../rollout/request.ts";
import { rollout } from "../../rollout/rollout.ts";
import { type RecordedRollout, record } from "../recorder.ts";
import type { KeptStates } from "../state-layout.ts";
import { haltRuleOf } from "../summary.ts";
import type { RunWriter } from "./run-writer.ts";

export interface TraceJob {
  readonly model: Model;
  readonly engine: Engine;
  readonly rows: readonly RolloutRow[];
  /** Rows rolled out at once. */
  readonly batch: number;
  /** Supervision steps. */
  readonly steps: number;
  readonly seed: number;
  readonly interventions: readonly Intervention[];
  readonly decode: DecodeOptions;
  readonly states: KeptStates | undefined;
}

export interface TraceProgress {
  /** Rollouts begun and ended by this call, those under way counted by the share of their events. */
  onProgress?(rollouts: number): void;
  onRollout?(rollout: RecordedRollout): void;
}

/**
 * Rolls out what the writer does not have yet and completes the run. Batches always begin at multiples of `batch`, so that a
 * resumed run computes each rollout in the same company, and with the same bits, as an undisturbed one.
 */
export async function traceRun(job: TraceJob, writer: RunWriter, progress: TraceProgress = {}): Promise<void> {
  const { model, engine, rows, steps, seed, interventions, decode } = job;
  const { schedule, config } = model;
  const eventsPerRollout = steps * schedule.hCycles * (schedule.lCycles + 1);
  let bound: BoundModel | undefined;
  try {
    for (let first = writer.completed; first < rows.length; first = writer.completed) {
      const batch = rows.slice(first, first + job.batch);
      if (bound?.batch !== batch.length) {
        await bound?.release();
        bound = await bindModel(model, engine, batch.length, decode);
      }
      let seen = 0;
      const counted = observed(rollout(bound, batch, { steps, seed, interventions }), () => {
        seen++;
        progress.onProgress?.(first + (batch.length * seen) / eventsPerRollout);
      });
      const states =
        job.states &&
        writer.states({
          which: job.states,
          schedule,
          steps,
          positions: positionsOf(config),
          width: config.hiddenSize,
        });
      const recorded: RecordedRollout[] = [];
      try {
        const records = record(counted, {
          rows: batch,
          firstRollout: first,
          schedule,
          haltRule: haltRuleOf(config.architecture),
          seed,
          intervention: interventions.map(({ spec }) => spec).join(" "),
          ...(states && { states }),
        });
        for await (const one of records) {
          recorded.push(one);
          progress.onRollout?.(one);
        }
        await writer.append(recorded, states);
      } catch (error) {
        await states?.discard();
        throw error;
      }
    }
  } finally {
    await bound?.release();
  }
  await writer.finish({ finished: new Date().toISOString() });
}

async function* observed(
  events: AsyncIterable<RolloutEvent>,
  see: () => void,
): AsyncGenerator<RolloutEvent, void, void> {
  for await (const event of events) {
    see();
    yield event;
  }
}
