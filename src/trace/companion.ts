/**
 * @file Which position of another rollout stands beside which of this one.
 */

import type { Cycles } from "../model/address.ts";
import { type Position, positionKey } from "./positions.ts";

export interface Course {
  readonly cycles: Cycles;
  readonly positions: readonly Position[];
}

export const haveSameCycles = ({ cycles: a }: Course, { cycles: b }: Course): boolean =>
  a.hCycles === b.hCycles && a.lCycles === b.lCycles;

/**
 * For every position of `course` the position of `other` that has its address, `undefined` where there is none. With other cycles
 * only the answers that end a supervision step have one.
 */
export function counterparts(course: Course, other: Course): readonly (number | undefined)[] {
  const sameCycles = haveSameCycles(course, other);
  const keyOf = ({ positions, cycles }: Course, at: number): string | undefined => {
    const { shown, answer } = positions[at] ?? {};
    if (shown === undefined) return undefined;
    if (sameCycles) return positionKey(shown);
    return answer?.hStep === cycles.hCycles ? String(answer.supervisionStep) : undefined;
  };
  const places = new Map<string | undefined, number>();
  for (const at of other.positions.keys()) places.set(keyOf(other, at), at);
  places.delete(undefined);
  return course.positions.map((_, at) => places.get(keyOf(course, at)));
}

/** Where the other stands while this one is at `index`: at its counterpart, else at that of the next position which has one, else at its end. */
export function companionOf(pairs: ReturnType<typeof counterparts>, index: number, { positions }: Course): number {
  return pairs.slice(index).find((at) => at !== undefined) ?? positions.length - 1;
}
