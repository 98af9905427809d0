/**
 * @file The states that a run keeps of one rollout, in the order of the recursion, each with the address after which it stands.
 */

import { usage } from "../../errors.ts";
import type { Address } from "../../model/address.ts";
import { type StateName, supervisionStep } from "../../model/schedule.ts";
import type { KeptStatesFile } from "../../trace/kept-states.ts";
import { type StateSchedule, statesAfter } from "../../trace/state-layout.ts";

/** How densely a trajectory is looked at. */
export const DENSITIES = ["supervision-step", "h-step", "l-step"] as const;
export type Density = (typeof DENSITIES)[number];

export interface TrajectoryChoice {
  readonly state: StateName;
  /** A run keeps z_H after supervision steps only. */
  readonly every: Density;
}

export interface TrajectoryPoint {
  readonly address: Address;
  /** f32 [P+S, D] */
  readonly state: Float32Array;
}

/** Reads one supervision step at a time. Throws a `FixpointError` for a state or a density that the file does not have. */
export async function* keptTrajectory(
  file: KeptStatesFile,
  schedule: StateSchedule,
  { state, every }: TrajectoryChoice,
): AsyncGenerator<TrajectoryPoint, void, void> {
  if (state === "z_H" && every !== "supervision-step") {
    throw usage("every", every, { expected: "supervision-step: a run keeps z_H after supervision steps only" });
  }
  const steps = file.shapes.get(state)?.[0] ?? 1;
  for (let step = 1; step <= steps; step++) {
    const states = await file.readStep(state, step);
    const first = (step - 1) * states.length;
    for (const address of addressesOf(schedule, step)) {
      const kept = statesAfter("all", schedule, address).find((one) => one.state === state);
      if (kept === undefined || !endsUnit(address, schedule, every)) continue;
      yield { address, state: states[kept.index - first] as Float32Array };
    }
  }
}

/** All events of a supervision step. */
function* addressesOf(schedule: StateSchedule, step: number): Generator<Address, void, void> {
  for (const { op, position } of supervisionStep(schedule, step)) {
    if (op === "probe" || op === "hUpdate") yield { ...position, kind: "probe" };
    if (op === "hUpdate") yield { ...position, kind: "answer" };
  }
}

/** z_L is the same after the last probe of an H-step and after its answer, but for single-z models, whose answer moves it. */
function endsUnit({ hStep, lStep, kind }: Address, schedule: StateSchedule, every: Density): boolean {
  if (every === "l-step") return true;
  const singleZ = !schedule.states.includes("z_H");
  const endsHStep = kind === "answer" || (!singleZ && lStep === schedule.lCycles);
  return endsHStep && (every === "h-step" || hStep === schedule.hCycles);
}
