/**
 * @file Made-up rollouts for tests: streams of events that no model stands behind. Whatever a row says depends on its puzzle
 * and the address alone, so that batches of any size say the same.
 */

import type { Grid, Task } from "../src/arc/puzzle.ts";
import { taskToPuzzles } from "../src/arc/puzzles.ts";
import { ARC_VOCABULARY } from "../src/arc/tokens.ts";
import type { Address, Cycles } from "../src/model/address.ts";
import { type StateName, supervisionStep } from "../src/model/schedule.ts";
import type { RolloutEvent } from "../src/rollout/events.ts";
import type { RolloutRow } from "../src/rollout/request.ts";

export interface MadeUpShape extends Cycles {
  /** Supervision steps. */
  readonly steps: number;
  /** From this supervision step on nothing changes any more. */
  readonly settlesAt: number;
  /** The state's [P+S, D]; small, since nobody computes with it. */
  readonly state: readonly [positions: number, width: number];
  /** A halting head of two rows. */
  readonly hasContinue: boolean;
  readonly confidence: boolean;
}

export const MADE_UP: MadeUpShape = {
  hCycles: 3,
  lCycles: 4,
  steps: 16,
  settlesAt: 5,
  state: [3, 2],
  hasContinue: true,
  confidence: false,
};

/** Rows of one batch: one test puzzle each of tasks made up from the numbers `first` and on. */
export function madeUpRows(first: number, count: number, side = 30): RolloutRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [puzzle] = taskToPuzzles(madeUpTask(first + index, side), side);
    if (puzzle === undefined) throw new Error("a task without a puzzle");
    return { puzzle, puzzleIdentifier: first + index + 1, trajectory: 0 };
  });
}

/** Every fifth task has no answer. */
export function madeUpTask(number: number, side = 30): Task {
  const random = randomNumbers(`task ${number}`);
  const [rows, columns] = [1 + (random() % Math.min(side, 20)), 1 + (random() % Math.min(side, 20))];
  const grid = (): Grid => Array.from({ length: rows }, () => Array.from({ length: columns }, () => random() % 10));
  const test = number % 5 === 4 ? { input: grid() } : { input: grid(), output: grid() };
  return { id: `made-up-${number}`, train: [{ input: grid(), output: grid() }], test: [test] };
}

export async function* madeUpEvents(
  rows: readonly RolloutRow[],
  shape: MadeUpShape = MADE_UP,
): AsyncGenerator<RolloutEvent, void, void> {
  for (let step = 1; step <= shape.steps; step++) {
    for (const { op, position } of supervisionStep(shape, step)) {
      if (op === "probe" || op === "hUpdate") yield madeUpEvent(rows, { ...position, kind: "probe" }, shape);
      if (op === "hUpdate") yield madeUpEvent(rows, { ...position, kind: "answer" }, shape);
    }
  }
}

function madeUpEvent(rows: readonly RolloutRow[], address: Address, shape: MadeUpShape): RolloutEvent {
  const { supervisionStep: step, hStep, kind } = address;
  const isAnswer = kind === "answer";
  const number = (name: string) => Float32Array.from(rows, (row) => madeUpNumber(row, name, address, shape));
  const answersBefore = (step - 1) * shape.hCycles + hStep - 1;
  return {
    address,
    tokens: concatenated(rows.map((row) => madeUpAnswer(row, address, shape))),
    qHaltLogit: number("q_halt").map((value) => 4 * value - 2),
    qContinueLogit: shape.hasContinue ? number("q_continue").map((value) => 4 * value - 2) : undefined,
    meanEntropy: number("entropy"),
    minMargin: number("margin"),
    lCosDist: isAnswer ? undefined : number("l_cos_dist"),
    movement: isAnswer
      ? {
          hCosDist: number("h_cos_dist"),
          residual: number("residual"),
          returnLag: answersBefore < 2 ? undefined : Int32Array.from(rows, () => 2 + (step % 8)),
          returnCosDist: answersBefore < 2 ? undefined : number("return_cos_dist"),
        }
      : undefined,
    confidence: shape.confidence ? concatenated(rows.map((row) => madeUpAnswer(row, address, shape))) : undefined,
    probabilities: undefined,
    readState: async (name) => concatenatedFloats(rows.map((row) => madeUpState(row, name, address, shape))),
  };
}

/** u8 [S]: the target, or the input where there is none, with some cells wrong; fewer and fewer until it settles. */
function madeUpAnswer({ puzzle }: RolloutRow, address: Address, shape: MadeUpShape): Uint8Array {
  const random = randomNumbers(`${puzzle.task} answer ${settledAddress(address, shape)}`);
  const answer = puzzle.inputTokens.slice();
  puzzle.targetTokens?.forEach((label, cell) => {
    if (label !== 255) answer[cell] = label;
  });
  const unsettled = Math.max(0, shape.settlesAt - address.supervisionStep);
  // Two of three settle on the right answer.
  const wrong = unsettled + (randomNumbers(`${puzzle.task} verdict`)() % 3 === 0 ? 2 : 0);
  for (let i = 0; i < wrong; i++) answer[random() % 40] = random() % ARC_VOCABULARY;
  return answer;
}

/** In [0, 1). */
function madeUpNumber(row: RolloutRow, name: string, address: Address, shape: MadeUpShape): number {
  return randomNumbers(`${row.puzzle.task} ${name} ${settledAddress(address, shape)}`)() / 2 ** 32;
}

/** f32 [P+S, D] */
export function madeUpState(row: RolloutRow, name: StateName, address: Address, shape: MadeUpShape): Float32Array {
  const random = randomNumbers(`${row.puzzle.task} ${name} ${JSON.stringify(address)}`);
  return Float32Array.from({ length: shape.state[0] * shape.state[1] }, () => random() / 2 ** 32);
}

/** The last probe of an H-step and its answer are the same; so is everything once it has settled. */
function settledAddress({ supervisionStep: step, hStep, lStep }: Address, { settlesAt }: MadeUpShape): string {
  return step >= settlesAt ? "settled" : `${step}.${hStep}.${lStep}`;
}

/** FNV-1a of the text, then a linear congruential generator; integers below 2³². */
function randomNumbers(text: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return ((state ^ (state >>> 15)) >>> 0) % 2 ** 32;
  };
}

function concatenated(rows: readonly Uint8Array[]): Uint8Array {
  const size = rows[0]?.length ?? 0;
  const whole = new Uint8Array(rows.length * size);
  for (const [index, row] of rows.entries()) whole.set(row, index * size);
  return whole;
}

function concatenatedFloats(rows: readonly Float32Array[]): Float32Array {
  const bytes = concatenated(rows.map((row) => new Uint8Array(row.buffer, row.byteOffset, row.byteLength)));
  return new Float32Array(bytes.buffer);
}
