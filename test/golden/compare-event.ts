/**
 * @file One event of one row against the reference numbers of the official code.
 */

import type { RolloutEvent } from "../../src/rollout/events.ts";
import { type GoldenName, type Reference, reference } from "./golden-model.ts";

/** The largest absolute differences seen; `firstStep` of supervision step 1 alone. */
export interface Differences {
  events: number;
  states: number;
  firstStepStates: number;
  logits: number;
  firstStepLogits: number;
  qLogits: number;
  cosDist: number;
  minMargin: number;
  /** The largest reference margin of a cell that was answered differently; −1 where none was. */
  wrongCellMargin: number;
}

export function noDifferences(): Differences {
  return {
    events: 0,
    states: 0,
    firstStepStates: 0,
    logits: 0,
    firstStepLogits: 0,
    qLogits: 0,
    cosDist: 0,
    minMargin: 0,
    wrongCellMargin: -1,
  };
}

/** Of an event, what the reference knows too. */
export type ComparedEvent = Pick<
  RolloutEvent,
  "address" | "tokens" | "qHaltLogit" | "qContinueLogit" | "lCosDist" | "minMargin"
> & { readonly movement: Pick<NonNullable<RolloutEvent["movement"]>, "hCosDist"> | undefined };

export function grow(worst: Differences, key: keyof Differences, got: number, expected: number): void {
  worst[key] = Math.max(worst[key], Math.abs(got - expected));
}

export type Arrays = ReturnType<typeof referenceArrays>;

export function referenceArrays(name: GoldenName) {
  const load = (array: string): Reference => reference(name, array);
  return {
    probe: {
      tokens: load("answer_L"),
      margins: load("margin_L"),
      halt: load("q_halt_probe_L"),
      continue: load("q_continue_probe_L"),
      cosDist: load("cosdist_L"),
    },
    answer: {
      tokens: load("answer_H"),
      margins: load("margin_H"),
      halt: load("q_halt_H"),
      continue: load("q_continue_H"),
      cosDist: load("cosdist_H"),
    },
    logits: load("logits"),
  };
}

/** Row `row` of an event with what the reference has of row `goldenRow`. */
export function compareEvent(
  worst: Differences,
  event: ComparedEvent,
  arrays: Arrays,
  row: number,
  goldenRow: number,
): void {
  const { supervisionStep, hStep, lStep, kind } = event.address;
  const expected = arrays[kind];
  const place = [supervisionStep - 1, hStep - 1, ...(kind === "probe" ? [lStep - 1] : []), goldenRow];
  grow(worst, "qLogits", event.qHaltLogit[row] as number, expected.halt.at(...place));
  grow(worst, "qLogits", event.qContinueLogit?.[row] as number, expected.continue.at(...place));
  const cosDist = kind === "probe" ? event.lCosDist : event.movement?.hCosDist;
  grow(worst, "cosDist", cosDist?.[row] as number, expected.cosDist.at(...place));
  const cells = expected.tokens.shape.at(-1) ?? 0;
  let minMargin = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < cells; cell++) {
    const margin = expected.margins.at(...place, cell);
    minMargin = Math.min(minMargin, margin);
    if (event.tokens[row * cells + cell] !== expected.tokens.at(...place, cell)) {
      worst.wrongCellMargin = Math.max(worst.wrongCellMargin, margin);
    }
  }
  grow(worst, "minMargin", event.minMargin[row] as number, minMargin);
}
