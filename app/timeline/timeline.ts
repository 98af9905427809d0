/**
 * @file The flat cursor: a rollout as a row of positions, one for every L-step.
 */

import { type Address, type Cycles, formatAddress, parseAddress } from "../../src/model/address.ts";
import { type Position, positionKey, positionsOf } from "../../src/trace/positions.ts";
import type { StepRecord } from "../../src/trace/schema.ts";

export interface Timeline {
  readonly cycles: Cycles;
  readonly positions: readonly Position[];
  readonly length: number;
  /** Supervision steps, of the whole rollout where it is under way. */
  readonly steps: number;
  /** Positions of the whole rollout: `length` of them are there. */
  readonly span: number;
  /** The last position for no address, or for one that the rollout lacks. */
  indexOf(address: string | null): number;
  /** Whether it has a position of this address. */
  has(address: string): boolean;
  /** As links and captions write it: `5.2.3` of a probe, `5.2` of an answer. */
  addressOf(index: number): string;
  at(index: number): Position;
}

/**
 * Of the steps of one rollout, in their order; `wholeSteps` is how many supervision steps it will have, where it is under way. Throws
 * where there are none.
 */
export function timelineOf(steps: readonly StepRecord[], cycles: Cycles, wholeSteps?: number): Timeline {
  const positions = positionsOf(steps);
  const indexes = new Map(positions.map(({ shown }, index) => [positionKey(shown), index]));
  const last = positions.length - 1;
  if (last < 0) throw new Error("a rollout without a step");
  function at(index: number): Position {
    const position = positions[Math.max(0, Math.min(last, index))];
    if (position === undefined) throw new Error(`position ${index} of ${positions.length}`);
    return position;
  }
  function find(address: string | null): number | undefined {
    const parsed = address === null ? undefined : parseOrNone(address, cycles);
    return parsed && indexes.get(positionKey(parsed));
  }
  return {
    cycles,
    positions,
    length: positions.length,
    steps: wholeSteps ?? at(last).shown.supervisionStep,
    span: wholeSteps === undefined ? positions.length : wholeSteps * cycles.hCycles * cycles.lCycles,
    at,
    addressOf: (index) => formatAddress(at(index).shown),
    indexOf: (address) => find(address) ?? last,
    has: (address) => find(address) !== undefined,
  };
}

function parseOrNone(address: string, cycles: Cycles): Address | undefined {
  try {
    return parseAddress(address, cycles);
  } catch {
    return undefined;
  }
}
