/**
 * @file Adaptive computation time on the host: which row of the batch works on what, since how many supervision steps, and whether it
 * may stop. Source: upstream `trm.py` and `hrm.py`, `forward` of the ACT wrapper, at commit e7b6871.
 */

import type { TrainingRows } from "./data/training-data.ts";
import { drawBelow, drawUniform } from "./draw.ts";

/** What goes on from training step to training step, beside the states. Everything is changed in place. */
export interface Carry extends TrainingRows {
  /** i32 [B]: supervision steps that the row's puzzle has had. */
  readonly steps: Int32Array;
  /** u8 [B]: 1 where the row takes a new puzzle at the next step. */
  readonly halted: Uint8Array;
}

/** A fresh carry: all rows halted, nothing in them. */
export function emptyCarry(batch: number, seqLen: number): Carry {
  return {
    inputs: new Int32Array(batch * seqLen),
    labels: new Int32Array(batch * seqLen),
    identifiers: new Int32Array(batch),
    steps: new Int32Array(batch),
    halted: new Uint8Array(batch).fill(1),
  };
}

/** Gives the rows that halted what the new batch has at their place. **The new batch's other rows are thrown away.** */
export function takeRows(carry: Carry, rows: TrainingRows): void {
  const seqLen = carry.inputs.length / carry.steps.length;
  carry.halted.forEach((halted, row) => {
    if (halted === 0) return;
    carry.steps[row] = 0;
    carry.identifiers[row] = rows.identifiers[row] as number;
    const [from, to] = [row * seqLen, (row + 1) * seqLen];
    carry.inputs.set(rows.inputs.subarray(from, to), from);
    carry.labels.set(rows.labels.subarray(from, to), from);
  });
}

export interface HaltingRule {
  readonly haltMaxSteps: number;
  /** Probability that a row must think for 2 to `haltMaxSteps` supervision steps before it may halt. */
  readonly explorationProb: number;
  readonly seed: number;
  /** The training step, which the exploration is drawn for. */
  readonly step: number;
}

/** After a supervision step: which rows halt. `wantsToHalt` is the model's own opinion, a row each. */
export function haltRows(carry: Carry, wantsToHalt: (row: number) => boolean, rule: HaltingRule): void {
  const { haltMaxSteps } = rule;
  for (let row = 0; row < carry.steps.length; row++) {
    const steps = (carry.steps[row] as number) + 1;
    carry.steps[row] = steps;
    const may = haltMaxSteps > 1 && wantsToHalt(row) && steps >= leastSteps(row, rule);
    carry.halted[row] = may || steps >= haltMaxSteps ? 1 : 0;
  }
}

function leastSteps(row: number, { haltMaxSteps, explorationProb, seed, step }: HaltingRule): number {
  if (drawUniform(seed, "exploration", step, row) >= explorationProb) return 0;
  return 2 + drawBelow(haltMaxSteps - 1, seed, "length of exploration", step, row);
}
