/**
 * @file The one schedule of the recursion, as data: which network runs on what, in which order, and where a probe is due.
 * `rollout/` carries it out step by step; `train/` unrolls its last H-cycle into a graph to be differentiated.
 */

import type { Cycles, LStepPosition } from "./address.ts";

export type StateName = "z_H" | "z_L";
export type NetworkName = "L" | "H";

/** What is summed into a network's input, beside the state that it rewrites. */
export type Injection = StateName | "input";

/**
 * One update of a state: `z = network(z + (a + b))`. The bracket matters to the last bit: upstream adds the injections
 * first (`trm.py`, `ReasoningModule.forward(hidden_states, input_injection)`).
 */
export interface Update {
  readonly network: NetworkName;
  readonly state: StateName;
  readonly injections: readonly Injection[];
}

export interface Schedule extends Cycles {
  /** The states there are: single-z models have only `z_L`. */
  readonly states: readonly StateName[];
  readonly lUpdate: Update;
  /** Also the probe: what this update would give if it happened now. */
  readonly hUpdate: Update;
}

/** What happens next within a supervision step. */
export type Instruction =
  /** Interventions may act here, before the L-step at `position`. */
  | { readonly op: "moment"; readonly position: LStepPosition }
  | { readonly op: "lUpdate"; readonly position: LStepPosition }
  /** The H-update on the side: decoded, then thrown away. Due after every L-step but the last of an H-step. */
  | { readonly op: "probe"; readonly position: LStepPosition }
  /** The H-update itself, which is the last probe of its H-step and the answer at once. */
  | { readonly op: "hUpdate"; readonly position: LStepPosition };

/** The instructions of one supervision step, in order. */
export function* supervisionStep(schedule: Cycles, step: number): Generator<Instruction, void, void> {
  for (let hStep = 1; hStep <= schedule.hCycles; hStep++) {
    for (let lStep = 1; lStep <= schedule.lCycles; lStep++) {
      const position = { supervisionStep: step, hStep, lStep };
      yield { op: "moment", position };
      yield { op: "lUpdate", position };
      yield { op: lStep < schedule.lCycles ? "probe" : "hUpdate", position };
    }
  }
}
