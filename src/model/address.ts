/**
 * @file The one owner of addresses. An address names an event (`5.2.3` the probe after L-step 3, `5.2` the answer after
 * H-step 2, `5` the answer of supervision step 5); a moment is the point in time before an L-step, where interventions act.
 * Both are 1-based.
 */

import { usage } from "../errors.ts";

/** The recursion's two cycle counts, from the model's config. */
export interface Cycles {
  readonly hCycles: number;
  readonly lCycles: number;
}

/** Where in the recursion an L-step stands. All from 1. */
export interface LStepPosition {
  readonly supervisionStep: number;
  readonly hStep: number;
  readonly lStep: number;
}

export type EventKind = "probe" | "answer";

/** The place of an event in a rollout. An answer's `lStep` is `lCycles`. */
export interface Address extends LStepPosition {
  readonly kind: EventKind;
}

/** Before the L-step at this position. `5` is 5.1.1, `5.2` is 5.2.1, `0` is 1.1.1. */
export type Moment = LStepPosition;

/** More than any rollout takes; what a signed 32-bit column of a trace holds. */
const MAX_SUPERVISION_STEP = 2147483647;

/** `5.2.3` for a probe, `5.2` for an answer. */
export function formatAddress(address: Address): string {
  const answer = `${address.supervisionStep}.${address.hStep}`;
  return address.kind === "answer" ? answer : `${answer}.${address.lStep}`;
}

const EVENT_ADDRESS = /^([1-9]\d*)(?:\.([1-9]\d*)(?:\.([1-9]\d*))?)?$/;

/**
 * Reads the address of an event: `5.2.3`, `5.2` or `5` (the answer after the last H-step of supervision step 5).
 * Throws a usage error for anything else, and for an H-step or L-step that the model does not have.
 */
export function parseAddress(text: string, cycles: Cycles): Address {
  const match = EVENT_ADDRESS.exec(text);
  if (match === null) throw usage("address", text, { expected: "S, S.H or S.H.L, from 1, such as 5.2.3" });
  const [, s, h, l] = match;
  const supervisionStep = Number(s);
  const hStep = h === undefined ? cycles.hCycles : Number(h);
  const lStep = l === undefined ? cycles.lCycles : Number(l);
  const excess = firstExcess({ supervisionStep, hStep, lStep }, cycles);
  if (excess !== undefined) throw usage("address", text, { expected: excess });
  return { supervisionStep, hStep, lStep, kind: l === undefined ? "answer" : "probe" };
}

/** What was expected of the first number that is too large. */
function firstExcess(
  { supervisionStep, hStep, lStep }: LStepPosition,
  { hCycles, lCycles }: Cycles,
): string | undefined {
  if (supervisionStep > MAX_SUPERVISION_STEP) return `supervision step 1 to ${MAX_SUPERVISION_STEP}`;
  if (hStep > hCycles) return `H-step 1 to ${hCycles}`;
  if (lStep > lCycles) return `L-step 1 to ${lCycles}`;
  return undefined;
}

/** A set of moments: one, a range of supervision steps, or every one of a level. */
export interface MomentPattern {
  readonly text: string;
  matches(moment: Moment): boolean;
  /** The last supervision step with a moment of this set; `Infinity` for the open ones. */
  readonly lastSupervisionStep: number;
}

const MOMENT = /^(?:(0)|([1-9]\d*)-([1-9]\d*)|(\*)(?:(\.\*)(\.\*)?)?|([1-9]\d*)(?:\.([1-9]\d*)(?:\.([1-9]\d*))?)?)$/;

/**
 * Reads the address of moments: `0`, `5`, `5.2`, `5.2.3`, `3-8`, `*`, `*.*`, `*.*.*`.
 * Throws a usage error for anything else, and for an H-step or L-step that the model does not have; `where` is what the
 * error names as the place of the text.
 */
export function parseMoments(text: string, cycles: Cycles, where?: string): MomentPattern {
  const wrong = (expected: string) => usage("moment", text, where === undefined ? { expected } : { expected, where });
  const match = MOMENT.exec(text);
  if (match === null) throw wrong("0, S, S.H, S.H.L, S-S, *, *.* or *.*.*, such as 5.2.3 or 3-8");
  const [, zero, from, to, every, everyH, everyL, s, h, l] = match;
  if (every !== undefined) {
    return {
      text,
      lastSupervisionStep: Number.POSITIVE_INFINITY,
      matches: (m) => (everyH !== undefined || m.hStep === 1) && (everyL !== undefined || m.lStep === 1),
    };
  }
  if (from !== undefined && to !== undefined) {
    const [first, last] = [Number(from), Number(to)];
    if (last < first) throw wrong("a range that does not run backwards");
    if (last > MAX_SUPERVISION_STEP) throw wrong(`supervision step 1 to ${MAX_SUPERVISION_STEP}`);
    return {
      text,
      lastSupervisionStep: last,
      matches: (m) => m.hStep === 1 && m.lStep === 1 && m.supervisionStep >= first && m.supervisionStep <= last,
    };
  }
  const supervisionStep = zero !== undefined ? 1 : Number(s);
  const [hStep, lStep] = [Number(h ?? 1), Number(l ?? 1)];
  const excess = firstExcess({ supervisionStep, hStep, lStep }, cycles);
  if (excess !== undefined) throw wrong(excess);
  return {
    text,
    lastSupervisionStep: supervisionStep,
    matches: (m) => m.supervisionStep === supervisionStep && m.hStep === hStep && m.lStep === lStep,
  };
}
