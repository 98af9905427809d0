/**
 * @file States of other runs, for `patch@…:from=RUN#12`.
 */

import { invalid, usage } from "../errors.ts";
import { positionsOf } from "../model/config.ts";
import type { Model } from "../model/model.ts";
import type { Intervention, StateProvider } from "../rollout/interventions/intervention.ts";
import type { KeptStatesFile } from "../trace/kept-states.ts";
import { stateScheduleOf } from "../trace/run-schedule.ts";
import { type StateSchedule, stateBefore } from "../trace/state-layout.ts";
import { openRunPath } from "./open-run.ts";

export interface PatchSource {
  readonly read: StateProvider;
  /** Opens every run that the interventions name, so that a missing one is found before the first event. */
  check(interventions: readonly Intervention[], model: Model): Promise<void>;
}

export function runsAsStateProvider(): PatchSource {
  const opened = new Map<string, Promise<OpenedStates>>();
  const states = (reference: string): Promise<OpenedStates> => {
    const known = opened.get(reference) ?? openStates(reference);
    opened.set(reference, known);
    return known;
  };
  return {
    async read(reference, state, moment) {
      const { file, cycles } = await states(reference);
      const index = stateBefore(state, cycles, moment);
      if (index === undefined) {
        throw usage("from", reference, { expected: `a moment before which a run keeps ${state}` });
      }
      return file.read(state, index);
    },
    async check(interventions, { config }) {
      for (const { source } of interventions) {
        if (source === undefined) continue;
        const { file } = await states(source);
        for (const [state, shape] of file.shapes) {
          const [positions, width] = shape.slice(-2);
          if (positions !== positionsOf(config) || width !== config.hiddenSize) {
            throw invalid("states", `${state} of ${positions}×${width}`, {
              expected: `${positionsOf(config)}×${config.hiddenSize}, as the model has`,
              where: source,
            });
          }
        }
      }
    },
  };
}

interface OpenedStates {
  readonly file: KeptStatesFile;
  readonly cycles: StateSchedule;
}

async function openStates(reference: string): Promise<OpenedStates> {
  const [, path, rollout] = /^(.+)#(\d+)$/.exec(reference) ?? [];
  if (path === undefined || rollout === undefined) {
    throw usage("from", reference, { expected: "RUN#N, a run and the number of a rollout" });
  }
  const run = await openRunPath(path);
  // The states are opened anew for every read.
  const file = await run.states(Number(rollout)).finally(() => run.close());
  if (file === undefined) throw invalid("run", `${path} keeps no states`, { expected: "one traced with --states" });
  return { file, cycles: stateScheduleOf(run.info, path) };
}
