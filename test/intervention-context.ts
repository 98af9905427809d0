/**
 * @file One row of a pretended rollout, on which interventions are tried: two states of 3 positions × 4, whose init
 * vectors are all 1 (z_H) and all 2 (z_L).
 */

import type { Moment } from "../src/model/address.ts";
import type { StateName } from "../src/model/schedule.ts";
import type { AnswerGradient } from "../src/rollout/answer-gradient.ts";
import type { Act, InterventionContext, Measurements } from "../src/rollout/interventions/intervention.ts";
import type { OutputHead } from "../src/rollout/interventions/output-head.ts";
import { noiseForRow } from "../src/rollout/noise/noise.ts";
import type { RolloutRow } from "../src/rollout/request.ts";

const SIZE = 12;
const INITIAL: Readonly<Record<StateName, number>> = { z_H: 1, z_L: 2 };

export const TRM = { cycles: { hCycles: 3, lCycles: 4 }, states: ["z_H", "z_L"] } as const;
export const SINGLE_Z = { cycles: { hCycles: 3, lCycles: 4 }, states: ["z_L"] } as const;

export const NOTHING_MEASURED: Measurements = { answer: undefined, probe: undefined };

export function row(task = "17cae0c1", trajectory = 0): RolloutRow {
  const puzzle = {
    task,
    testIndex: 0,
    augmentation: "",
    puzzleIdentifier: undefined,
    inputTokens: new Uint8Array(2),
    targetTokens: undefined,
    targetGrid: undefined,
  };
  return { puzzle, puzzleIdentifier: 0, trajectory };
}

/** `5`, `5.2` or `5.2.3`. */
export function moment(text: string): Moment {
  const [supervisionStep = 1, hStep = 1, lStep = 1] = text.split(".").map(Number);
  return { supervisionStep, hStep, lStep };
}

/** Three tokens: each is one channel more than the fourth. */
export const HEAD: OutputHead = {
  shape: [3, 4],
  data: Float32Array.from([1, 0, 0, -1, 0, 1, 0, -1, 0, 0, 1, -1]),
};

export interface PretendedRow {
  readonly states: Record<StateName, Float32Array>;
  /** Calls `act` at this moment and applies its edits. */
  apply(act: Act, at: string, measurements?: Measurements): Promise<void>;
}

export interface Pretended {
  readonly seed?: number;
  readonly of?: RolloutRow;
  /** Whatever is wanted. */
  readonly gradient?: AnswerGradient;
}

export function pretendedRow({ seed = 0, of = row(), gradient }: Pretended = {}): PretendedRow {
  const initialState = (name: StateName) => new Float32Array(SIZE).fill(INITIAL[name]);
  const states: Record<StateName, Float32Array> = { z_H: initialState("z_H"), z_L: initialState("z_L") };
  return {
    states,
    async apply(act, at, measurements = NOTHING_MEASURED) {
      const context: InterventionContext = {
        moment: moment(at),
        row: of,
        measurements,
        noise: noiseForRow(seed, of),
        stateShape: [3, 4],
        puzzlePositions: 1,
        outputHead: HEAD,
        initialState,
        readState: async (name) => states[name].slice(),
        answerGradient: async () => {
          if (gradient === undefined) throw new Error("no gradient is pretended");
          return gradient;
        },
      };
      for (const { state, values } of await act(context)) states[state] = values;
    },
  };
}
