/**
 * @file What one rollout did, as numbers that no threshold went into. Most are taken over its tail: the last supervision steps.
 */

import { median, quantile } from "../statistics/quantile.ts";
import { lastInterference } from "./last-interference.ts";
import { answerPeriod, periodOfLags, sameTokens } from "./period.ts";
import { answerRows, finalAnswerRows, type Numbers, pick, type RolloutFacts, type StepSeries } from "./series.ts";

/** Supervision steps, as in "Fail by Wandering, Not by Settling" (late drift of the last 4 segments). */
export const DEFAULT_TAIL = 4;

export interface MeasureOptions {
  /**
   * Supervision steps of the tail; all where the rollout has fewer. What was done to the rollout is not what it does: after that the tail
   * begins, unless it is done to the end.
   */
  readonly tail?: number;
}

/** A type alias, not an interface, so that a row of a table can hold it. */
export type Measurements = {
  /** `states`: from the movement of the latent states. `answers`: an import, which has no movement. */
  readonly basis: "states" | "answers";
  /** Supervision steps: of the rollout, and of the tail. */
  readonly steps: number;
  readonly tail: number;
  /** `h_cos_dist` of the tail's answers. `NaN` where the state is not a number; null without movement, as all but the last group are. */
  readonly hCosDistMax: number | null;
  /** Upper quartile: a quarter of the tail's H-steps moved as much, or more. */
  readonly hCosDistUpper: number | null;
  readonly hCosDistMedian: number | null;
  /** Of the tail's probes. */
  readonly lCosDistMedian: number | null;
  /** Median relative drift of the joint state over an H-step, ‖after − before‖ / ‖after‖. */
  readonly drift: number | null;
  /** In answers: see `periodOfLags`. Of any rollout; it is a cycle's period only if the state does return. */
  readonly statePeriod: number | null;
  /** Median 1 − cosine to the nearest state 2 to 9 answers back. */
  readonly returnCosDist: number | null;
  /** The return's 1 − cosine over that of the movement of the joint state in one H-step, upper quartile: small in a cycle. */
  readonly returnRatio: number | null;
  /** In answers; 1: the answer stays. Null where it does not repeat, or where tokens were not read. */
  readonly answerPeriod: number | null;
  /** Share of the tail's answers that differ from the answer before. Null where tokens were not read. */
  readonly answersChanged: number | null;
  /** Most cells that changed between neighbouring rows of the tail, probes included. */
  readonly cellsChangedMax: number | null;
  /** At the last answer; nats, logits, labelled cells. */
  readonly meanEntropy: number | null;
  readonly minMargin: number | null;
  readonly cellsWrong: number | null;
  readonly solved: boolean | null;
  readonly firstSolved: number | null;
  readonly lastSolved: number | null;
  readonly finalQHaltLogit: number | null;
  readonly haltStep: number | null;
  readonly solvedAtHalt: boolean | null;
};

/** Measures one rollout. `series` holds its rows in order; without tokens what needs the answers themselves is null. */
export function measure(facts: RolloutFacts, series: StepSeries, options: MeasureOptions = {}): Measurements {
  const { steps, solved, firstSolved, lastSolved, finalQHaltLogit, haltStep, solvedAtHalt } = facts;
  const tail = Math.min(options.tail ?? DEFAULT_TAIL, undisturbedSteps(facts) || steps);
  const hasStates = facts.hCosDistCurve !== null;
  const answers = answerRows(series, steps - tail);
  const last = finalAnswerRows(series).at(-1) ?? -1;
  return {
    basis: hasStates ? "states" : "answers",
    steps,
    tail,
    ...(hasStates ? movement(series, answers, steps - tail) : NO_MOVEMENT),
    ...answerChanges(series, answers.length),
    cellsChangedMax: largest(series.cellsChanged, rowsAfter(series, steps - tail)),
    meanEntropy: orNull(series.meanEntropy[last]),
    minMargin: orNull(series.minMargin[last]),
    cellsWrong: orNull(series.cellsWrong[last]),
    solved,
    firstSolved,
    lastSolved,
    finalQHaltLogit,
    haltStep,
    solvedAtHalt,
  };
}

/** What the halting head said in the end. Null without its word, and where that is not a number: neither below nor above any threshold. */
export const lastWord = ({ finalQHaltLogit }: Pick<Measurements, "finalQHaltLogit">): number | null =>
  orNull(finalQHaltLogit ?? undefined);

/** Supervision steps after the last one that was interfered with: all of them where none was, 0 where the last was. */
export const undisturbedSteps = ({ steps, intervention }: Pick<RolloutFacts, "steps" | "intervention">): number =>
  Math.max(0, steps - lastInterference(intervention ?? ""));

type Movement = Pick<
  Measurements,
  | "hCosDistMax"
  | "hCosDistUpper"
  | "hCosDistMedian"
  | "lCosDistMedian"
  | "drift"
  | "statePeriod"
  | "returnCosDist"
  | "returnRatio"
>;

const NO_MOVEMENT: Movement = {
  hCosDistMax: null,
  hCosDistUpper: null,
  hCosDistMedian: null,
  lCosDistMedian: null,
  drift: null,
  statePeriod: null,
  returnCosDist: null,
  returnRatio: null,
};

function movement(series: StepSeries, answers: readonly number[], after: number): Movement {
  const probes = rowsAfter(series, after).filter((row) => series.isAnswer[row] === 0);
  const hCosDist = pick(series.hCosDist, answers);
  const residual = pick(series.residual, answers);
  const returns = pick(series.returnCosDist, answers);
  // For states of one length ½ (‖after − before‖ / ‖after‖)² is 1 − cosine, of both states together, as the return is.
  const ratios = returns.map((distance, at) => (2 * distance) / (residual[at] ?? Number.NaN) ** 2);
  return {
    // Not Math.max over what is left without NaN: a state that is no number has not settled.
    hCosDistMax: hCosDist.length === 0 ? null : Math.max(...hCosDist),
    hCosDistUpper: orNull(quantile(hCosDist, 0.75)),
    hCosDistMedian: orNull(median(hCosDist)),
    lCosDistMedian: orNull(median(pick(series.lCosDist, probes))),
    drift: orNull(median(residual)),
    statePeriod: periodOfLags(pick(series.returnLag, answers)),
    returnCosDist: orNull(median(returns)),
    returnRatio: orNull(quantile(ratios, 0.75)),
  };
}

function answerChanges(series: StepSeries, tail: number): Pick<Measurements, "answerPeriod" | "answersChanged"> {
  const { tokens } = series;
  if (tokens === null) return { answerPeriod: null, answersChanged: null };
  const answers = answerRows(series).map((row) => tokens[row] as Uint8Array);
  const same = (a: number, b: number) => sameTokens(answers[a] as Uint8Array, answers[b] as Uint8Array);
  const first = Math.max(1, answers.length - tail);
  let changed = 0;
  for (let at = first; at < answers.length; at++) if (!same(at, at - 1)) changed++;
  return {
    answerPeriod: answerPeriod(answers.length, tail, same),
    answersChanged: answers.length < 2 ? null : changed / (answers.length - first),
  };
}

function rowsAfter({ length, supervisionStep }: StepSeries, after: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if ((supervisionStep[row] ?? 0) > after) rows.push(row);
  return rows;
}

function largest(column: Numbers, rows: readonly number[]): number | null {
  let most = Number.NEGATIVE_INFINITY;
  for (const row of rows) if ((column[row] ?? Number.NaN) > most) most = column[row] as number;
  return most === Number.NEGATIVE_INFINITY ? null : most;
}

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;
