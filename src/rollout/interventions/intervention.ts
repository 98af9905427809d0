/**
 * @file What an intervention is: a function from what is known at a moment to edits of states. Everything that interferes
 * with a rollout has this shape.
 */

import type { Moment } from "../../model/address.ts";
import type { StateName } from "../../model/schedule.ts";
import type { AnswerGradient } from "../answer-gradient.ts";
import type { NoiseSource } from "../noise/noise.ts";
import type { RolloutRow } from "../request.ts";
import type { OutputHead } from "./output-head.ts";

/** What the last events before a moment said of one row. */
export interface Measurements {
  /** The last answer, whichever H-step it ended; `undefined` before the first. */
  readonly answer: { readonly hCosDist: number; readonly qHaltLogit: number } | undefined;
  /** The last probe; `undefined` before the first. */
  readonly probe: { readonly lCosDist: number; readonly qHaltLogit: number } | undefined;
}

/** One row of the batch at one moment. */
export interface InterventionContext {
  readonly moment: Moment;
  readonly row: RolloutRow;
  readonly measurements: Measurements;
  /** The noise of this row under the run's seed. */
  readonly noise: NoiseSource;
  /** [P+S, D] */
  readonly stateShape: readonly [positions: number, width: number];
  /** P: the first P positions are the puzzle's, the grid's follow. */
  readonly puzzlePositions: number;
  /** What answers are read with. */
  readonly outputHead: OutputHead;
  /** The init vector repeated over all positions, f32 [P+S, D]. Not to be written to. */
  initialState(name: StateName): Float32Array;
  /** The state of this row now, after the edits of the interventions before this one: f32 [P+S, D], the reader's to keep. */
  readState(name: StateName): Promise<Float32Array>;
  /** Which way to the answer `wanted`, u8 [S], from the states as they are now; `UNLABELLED` where nothing is wanted. */
  answerGradient(wanted: Uint8Array): Promise<AnswerGradient>;
}

/** New content of a state of one row, f32 [P+S, D]. Handed over: whoever made it does not write to it any more. */
export interface Edit {
  readonly state: StateName;
  readonly values: Float32Array;
}

/** The edits at one moment, for one row; none leave every bit as it is. */
export type Act = (context: InterventionContext) => Promise<readonly Edit[]>;

export interface Intervention {
  /** As given. */
  readonly spec: string;
  /** The last supervision step at which it may act; `Infinity` for the open ones. */
  readonly lastSupervisionStep: number;
  /** The run and rollout it reads states of (`RUN#12`), so that a missing one is found before the first event. */
  readonly source: string | undefined;
  /** Whether it can have an effect at this moment at all. Elsewhere it need not be called. */
  mayAct(moment: Moment): boolean;
  /**
   * Starts on one rollout of one row. What is returned is called at every moment of that rollout for which `mayAct` is
   * true, in order, and may remember what it saw.
   */
  begin(): Act;
}

/** The state of another rollout (`reference`, such as `RUN#12`) as it stood before this moment, f32 [P+S, D]. */
export type StateProvider = (reference: string, state: StateName, moment: Moment) => Promise<Float32Array>;
