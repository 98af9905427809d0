/**
 * @file Interventions at work on a batch: row by row, in the order given, each seeing the edits of those before it.
 */

import type { Moment } from "../model/address.ts";
import { positionsOf } from "../model/config.ts";
import type { StateName } from "../model/schedule.ts";
import { weight } from "../model/weights.ts";
import type { BoundModel } from "./bound-model.ts";
import type { RolloutEvent } from "./events.ts";
import type { Intervention, InterventionContext, Measurements } from "./interventions/intervention.ts";
import type { OutputHead } from "./interventions/output-head.ts";
import { noiseForRow } from "./noise/noise.ts";
import type { RolloutRow } from "./request.ts";

export interface InterferenceOptions {
  readonly bound: BoundModel;
  readonly rows: readonly RolloutRow[];
  readonly interventions: readonly Intervention[];
  readonly seed: number;
}

export interface Interference {
  /** What an event said, for the interventions that act only when something holds. */
  observe(event: RolloutEvent): void;
  /** The states that change at this moment, whole batches f32 [B, P+S, D]; none where nothing acts. */
  at(
    moment: Moment,
    readState: (name: StateName) => Promise<Float32Array>,
  ): Promise<ReadonlyMap<StateName, Float32Array>>;
}

export function createInterference({ bound, rows, interventions, seed }: InterferenceOptions): Interference {
  const { config } = bound.model;
  const [positions, width] = [positionsOf(config), config.hiddenSize];
  const size = positions * width;
  const outputHead: OutputHead = {
    shape: [config.vocabSize, width],
    data: weight(bound.model.weights, "lm_head.weight").data,
  };
  const noises = rows.map((row) => noiseForRow(seed, row));
  const acts = rows.map(() => interventions.map((intervention) => intervention.begin()));
  const measurements: Measurements[] = rows.map(() => ({ answer: undefined, probe: undefined }));

  return {
    observe({ movement, lCosDist, qHaltLogit }) {
      measurements.forEach((known, row) => {
        const logit = qHaltLogit[row] as number;
        const answer = movement && { hCosDist: movement.hCosDist[row] as number, qHaltLogit: logit };
        const probe = lCosDist && { lCosDist: lCosDist[row] as number, qHaltLogit: logit };
        measurements[row] = { answer: answer ?? known.answer, probe: probe ?? known.probe };
      });
    },
    async at(moment, readState) {
      const acting = interventions.flatMap((intervention, index) => (intervention.mayAct(moment) ? [index] : []));
      if (acting.length === 0) return new Map();
      /** States read at this moment, edits included. */
      const current = new Map<StateName, Float32Array>();
      const changed = new Map<StateName, Float32Array>();
      const batchState = async (name: StateName): Promise<Float32Array> => {
        const values = current.get(name) ?? (await readState(name));
        current.set(name, values);
        return values;
      };
      for (const [row, request] of rows.entries()) {
        const rowState = async (name: StateName): Promise<Float32Array> =>
          (await batchState(name)).slice(row * size, (row + 1) * size);
        const context: InterventionContext = {
          moment,
          row: request,
          measurements: measurements[row] as Measurements,
          noise: noises[row] as InterventionContext["noise"],
          stateShape: [positions, width],
          puzzlePositions: config.puzzlePositions,
          outputHead,
          initialState: (name) => bound.initialState(name),
          readState: rowState,
          answerGradient: (wanted) => bound.answerGradients.of(rowState, wanted),
        };
        for (const index of acting) {
          const act = acts[row]?.[index];
          for (const edit of (await act?.(context)) ?? []) {
            const values = await batchState(edit.state);
            values.set(edit.values, row * size);
            changed.set(edit.state, values);
          }
        }
      }
      return changed;
    },
  };
}
