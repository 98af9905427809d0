/**
 * @file A recursive model as a map from states to states: the rollout itself, asked for one stretch at a time, with the states of
 * every row set as that stretch begins.
 */

import type { StateName } from "../../model/schedule.ts";
import type { BoundModel } from "../../rollout/bound-model.ts";
import type { RolloutEvent } from "../../rollout/events.ts";
import type { Edit, Intervention } from "../../rollout/interventions/intervention.ts";
import type { RolloutRow } from "../../rollout/request.ts";
import { rollout } from "../../rollout/rollout.ts";
import type { BatchMap } from "./difference-tangents.ts";

/** What one application of the map is. */
export const STEP_UNITS = ["supervision-step", "h-step"] as const;
export type StepUnit = (typeof STEP_UNITS)[number];

export interface RolloutMapOptions {
  readonly unit?: StepUnit;
  /** They act on every row alike, and after the states are set: the map is then that of the disturbed rollout. */
  readonly interventions?: readonly Intervention[];
  /** Seed of their noise. */
  readonly seed?: number;
}

export interface RolloutMap extends BatchMap {
  /** The state a rollout starts with, f64 [N]: those that the model has (z_H, then z_L), each [P+S, D]. */
  readonly start: Float64Array;
  /** The event that ended the last application; row 0 is the trajectory. */
  lastAnswer(): RolloutEvent | undefined;
  /** Ends the rollout. */
  close(): Promise<void>;
}

/** The rows of `bound`'s batch, all of one puzzle, as a map. Answers are all that is decoded: bind without probes. */
export function rolloutMap(bound: BoundModel, row: RolloutRow, options: RolloutMapOptions = {}): RolloutMap {
  const { unit = "supervision-step", interventions = [], seed = 0 } = options;
  const { states: names, hCycles } = bound.model.schedule;
  const start = joined(names.map((name) => bound.initialState(name)));
  const size = start.length / names.length;
  // The same puzzle in every row, and so the same noise; told apart by being different objects.
  const rows: readonly RolloutRow[] = Array.from({ length: bound.batch }, () => ({ ...row }));
  let given: readonly Float64Array[] = [];
  let answer: RolloutEvent | undefined;

  const setStates: Intervention = {
    spec: "set the states",
    lastSupervisionStep: Number.POSITIVE_INFINITY,
    source: undefined,
    mayAct: ({ hStep, lStep }) => lStep === 1 && (hStep === 1 || unit === "h-step"),
    begin:
      () =>
      async ({ row: asked }): Promise<Edit[]> => {
        const state = given[rows.indexOf(asked)] as Float64Array;
        return names.map((name, place) => ({
          state: name,
          values: Float32Array.from(state.subarray(place * size, (place + 1) * size)),
        }));
      },
  };
  const events = rollout(bound, rows, {
    steps: Number.POSITIVE_INFINITY,
    interventions: [setStates, ...interventions],
    seed,
  });
  const endsUnit = ({ address }: RolloutEvent): boolean =>
    address.kind === "answer" && (unit === "h-step" || address.hStep === hCycles);

  async function readRows(event: RolloutEvent): Promise<Float64Array[]> {
    const batches: Float32Array[] = [];
    for (const name of names as readonly StateName[]) batches.push(await event.readState(name));
    return rows.map((_, index) => joined(batches.map((batch) => batch.subarray(index * size, (index + 1) * size))));
  }

  return {
    dimension: start.length,
    precision: "float32",
    start,
    async apply(states) {
      if (states.length !== bound.batch) throw new Error(`${states.length} states for a batch of ${bound.batch}`);
      given = states;
      for (;;) {
        const { value } = await events.next();
        if (value === undefined) throw new Error("the rollout has ended");
        if (!endsUnit(value)) continue;
        answer = value;
        return readRows(value);
      }
    },
    lastAnswer: () => answer,
    async close() {
      await events.return();
    },
  };
}

/** f32 parts one behind the other, as f64. */
function joined(parts: readonly Float32Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
