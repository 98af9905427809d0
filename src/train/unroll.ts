/**
 * @file The schedule's second interpreter: a supervision step unrolled into a graph. `rollout/` carries out the same instructions one
 * by one.
 */

import type { GraphBuilder } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
import type { LStepPosition } from "../model/address.ts";
import type { Architecture } from "../model/config.ts";
import type { NetworkDescription } from "../model/parameters.ts";
import { type Schedule, type StateName, supervisionStep } from "../model/schedule.ts";
import { applyUpdate } from "../model/update.ts";

/** f32 [B, P+S, D] each. */
export type StateValues = Readonly<Partial<Record<StateName, Value>>>;

export interface Unrolled {
  /** The states after the supervision step. */
  readonly states: StateValues;
  /** Those before the first update that learns: for the gradient they are given. */
  readonly given: StateValues;
}

/** Carries out one supervision step with the input embedding `input` f32 [B, P+S, D]. */
export function unrollSupervisionStep(
  graph: GraphBuilder,
  schedule: Schedule,
  description: NetworkDescription,
  input: Value,
  before: StateValues,
): Unrolled {
  const { architecture } = description.config;
  const states: Partial<Record<StateName, Value>> = { ...before };
  let given: StateValues | undefined;
  for (const { op, position } of supervisionStep(schedule, 1)) {
    // Nobody interferes with a training, and nobody looks at what the answer would have been.
    if (op === "moment" || op === "probe") continue;
    if (learnsAt(architecture, schedule, position)) given ??= { ...states };
    const update = schedule[op];
    states[update.state] = applyUpdate(graph, description, update, { ...states, input });
  }
  return { states, given: given ?? states };
}

/**
 * Whether the gradient goes through the updates of an L-step: TRM learns through its whole last H-cycle, HRM through the last
 * L-step and H-step only. Sources: `forward` of the inner models in upstream `trm.py`, `trm_singlez.py` and `hrm.py`, at
 * commit e7b6871.
 */
function learnsAt(
  architecture: Architecture,
  { hCycles, lCycles }: Schedule,
  { hStep, lStep }: LStepPosition,
): boolean {
  return hStep === hCycles && (architecture !== "hrm" || lStep === lCycles);
}
