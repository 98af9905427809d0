/**
 * @file The steps of a rollout as a row of positions, one for every L-step. At a position stands the probe after that L-step; at the last
 * L-step of an H-step stands its answer, which holds the same tokens as the probe before it.
 */

import type { Address } from "../model/address.ts";
import type { StepRecord } from "./schema.ts";

export interface Position {
  /** What is shown: the answer where there is one. */
  readonly shown: StepRecord;
  readonly probe: StepRecord | undefined;
  readonly answer: StepRecord | undefined;
}

/** Of the steps of one rollout, in their order. */
export function positionsOf(steps: readonly StepRecord[]): readonly Position[] {
  const positions: Position[] = [];
  for (const step of steps) {
    const before = positions.at(-1);
    const joins = before !== undefined && positionKey(before.shown) === positionKey(step);
    const [probe, answer] = step.kind === "probe" ? [step, undefined] : [joins ? before.probe : undefined, step];
    if (joins) positions.pop();
    positions.push({ shown: step, probe, answer });
  }
  return positions;
}

/** The same for a probe and the answer of one L-step. */
export const positionKey = ({
  supervisionStep,
  hStep,
  lStep,
}: Pick<Address, "supervisionStep" | "hStep" | "lStep">): string => `${supervisionStep}.${hStep}.${lStep}`;

/**
 * What a person takes for the step before: of a probe the previous position, of an answer the answer before, since the last probe before
 * an answer is the same.
 */
export function stepBefore(positions: readonly Position[], index: number): StepRecord | undefined {
  if (positions[index]?.answer === undefined) return index === 0 ? undefined : positions[index - 1]?.shown;
  return positions.slice(0, index).findLast(({ answer }) => answer !== undefined)?.shown;
}
