/**
 * @file What a person asks for by *Interfere here*, as a spec after `--intervene`, and the order for the branch that it makes.
 */

import type { Grid } from "../../src/arc/puzzle.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import { gridText } from "./drawing.ts";
import type { RunOrder } from "./protocol.ts";

export const INTERFERENCE_KINDS = ["noise", "ablate", "freeze", "answer", "push"] as const;
export type InterferenceKind = (typeof INTERFERENCE_KINDS)[number];

export interface Interference {
  readonly kind: InterferenceKind;
  /** An address, as the cursor gives it: the moment before the first L-step of it. */
  readonly at: string;
  /** `z_L`, `z_H` or `both`. */
  readonly target: string;
  readonly sigma: number;
  /** Of a push: of the state's own size, as σ is of noise. */
  readonly rate: number;
  /** What the answer is set to, or pushed towards; null for the target. */
  readonly grid: Grid | null;
}

/** Whether it is about a grid: the target, or one that is drawn. */
export const hasGrid = (kind: InterferenceKind): boolean => kind === "answer" || kind === "push";

/** `noise@5.2.3:target=z_L,sigma=1`. To freeze is to hold until the end, whatever L-step it begins at; a typed range holds as it is. */
export function specOf({ kind, at, target, sigma, rate, grid }: Interference, steps: number): string {
  const wanted = grid === null ? "target" : gridText(grid);
  switch (kind) {
    case "noise":
      return `noise@${at}:target=${target},sigma=${sigma}`;
    case "ablate":
      return `ablate@${at}:target=${target}`;
    case "freeze":
      return `freeze@${heldFrom(at, steps) === undefined ? at : `${heldFrom(at, steps)}-${steps}`}:target=${target}`;
    case "answer":
      return `answer@${at}:grid=${wanted}`;
    case "push":
      return `push@${at}:toward=${wanted},rate=${rate},target=${target}`;
  }
}

/** The supervision step whose first state freezing keeps; `undefined` of what is no single address of the rollout. */
function heldFrom(at: string, steps: number): number | undefined {
  // 0 is the moment before everything, which is that before step 1.
  const step = at === "0" ? 1 : /^\d+(\.\d+){0,2}$/.test(at) ? Number.parseInt(at, 10) : 0;
  return step >= 1 && step <= steps ? step : undefined;
}

/** When freezing acts, for people: the state is put back before each supervision step after the one that it was kept at. */
export function freezeWords(at: string, steps: number): string {
  const step = heldFrom(at, steps);
  if (step === undefined) return "";
  if (step >= steps) return "the last supervision step: nothing comes after it that could be held";
  return `keeps what supervision step ${step} begins with, and puts it back before each from ${step + 1} on`;
}

/** A rollout that was run, and what of. */
export interface RanRollout {
  readonly row: RolloutRow;
  readonly record: RolloutRecord;
}

/**
 * The rollout again, and interfered with. What was done to the parent is done again first; where that was noise, its seed holds, since
 * otherwise the branch would part from its parent before the moment.
 */
export function branchOrder(
  { row, record }: RanRollout,
  spec: string,
  { seed, rollout }: { readonly seed: number; readonly rollout: number },
): RunOrder {
  const before = (record.intervention ?? "").split(" ").filter(Boolean);
  return {
    row,
    rollout,
    steps: record.steps,
    seed: keepsSeed(record) ? (record.seed ?? seed) : seed,
    interventions: [...before, spec],
    branch: { parent: record.rollout, branchAt: /@([^:]+)/.exec(spec)?.[1] ?? "" },
  };
}

export const keepsSeed = ({ intervention }: RolloutRecord): boolean => /(^| )noise@/.test(intervention ?? "");
