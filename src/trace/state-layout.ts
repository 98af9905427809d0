/**
 * @file Which states a run keeps, and where in `states/` each one lies: a safetensors file per rollout.
 *
 * `h`:   `z_H` f32 [steps, P+S, D], after each supervision step.
 * `all`: also `z_L` f32 [steps, H, L, P+S, D], after each L-step.
 * Single-z models have `z_L` alone, and their H-step moves it: `all` keeps `z_L` f32 [steps, H, L+1, P+S, D], the last
 * of each H-step being the state after that H-step. Asking them for `h` is an error.
 */

import { usage } from "../errors.ts";
import type { Address, LStepPosition } from "../model/address.ts";
import type { Schedule, StateName } from "../model/schedule.ts";

export type KeptStates = "h" | "all";

/** Of the schedule, what decides which states there are. */
export type StateSchedule = Pick<Schedule, "hCycles" | "lCycles" | "states">;

export interface StateTensor {
  readonly state: StateName;
  /** f32, the last two axes being P+S and D. */
  readonly shape: readonly number[];
}

/** Throws where `--states h` is asked of a model that has no z_H. */
export function checkKeptStates(which: KeptStates, schedule: StateSchedule): void {
  if (which === "all" || !isSingleZ(schedule)) return;
  throw usage("states", which, { expected: "none or all: a single-z model has no z_H" });
}

/** The tensors of a rollout's file. `positions` is P+S, `width` D. */
export function stateTensors(
  which: KeptStates,
  schedule: StateSchedule,
  steps: number,
  positions: number,
  width: number,
): StateTensor[] {
  const zH: StateTensor = { state: "z_H", shape: [steps, positions, width] };
  const zL: StateTensor = {
    state: "z_L",
    shape: [steps, schedule.hCycles, lStates(schedule), positions, width],
  };
  if (isSingleZ(schedule)) return [zL];
  return which === "h" ? [zH] : [zH, zL];
}

/** What is kept of the states that stand after the event at `address`: each one's index along the axes before P+S. */
export function statesAfter(
  which: KeptStates,
  schedule: StateSchedule,
  { supervisionStep, hStep, lStep, kind }: Address,
): { readonly state: StateName; readonly index: number }[] {
  const lIndex = ((supervisionStep - 1) * schedule.hCycles + hStep - 1) * lStates(schedule);
  if (kind === "probe") return which === "all" ? [{ state: "z_L", index: lIndex + lStep - 1 }] : [];
  if (isSingleZ(schedule)) return which === "all" ? [{ state: "z_L", index: lIndex + lStep }] : [];
  return hStep === schedule.hCycles ? [{ state: "z_H", index: supervisionStep - 1 }] : [];
}

function isSingleZ({ states }: StateSchedule): boolean {
  return !states.includes("z_H");
}

/** States of z_L in an H-step. */
function lStates(schedule: StateSchedule): number {
  return isSingleZ(schedule) ? schedule.lCycles + 1 : schedule.lCycles;
}

/**
 * The index of the kept state that stands before an L-step: what the step before it left. `undefined` where none is kept:
 * before the first L-step of all, and z_H within a supervision step.
 */
export function stateBefore(state: StateName, schedule: StateSchedule, moment: LStepPosition): number | undefined {
  const { supervisionStep, hStep, lStep } = moment;
  if (state === "z_H") return hStep === 1 && lStep === 1 && supervisionStep > 1 ? supervisionStep - 2 : undefined;
  const hSteps = (supervisionStep - 1) * schedule.hCycles + hStep - 1;
  const before = hSteps * lStates(schedule) + lStep - 2;
  return before < 0 ? undefined : before;
}

/** How many numbers a tensor of these lengths holds, or a part of it. */
export const product = (lengths: readonly number[]): number => lengths.reduce((all, length) => all * length, 1);
