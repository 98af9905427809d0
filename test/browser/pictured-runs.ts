/**
 * @file Two runs to be looked at: tasks of rooms that are to be filled, and rollouts of every fate. No model stands behind them, and
 * nothing in them depends on the machine.
 */

import type { Grid, Task } from "../../src/arc/puzzle.ts";
import { taskToPuzzles } from "../../src/arc/puzzles.ts";
import { FIRST_COLOUR } from "../../src/arc/tokens.ts";
import type { Address } from "../../src/model/address.ts";
import { supervisionStep } from "../../src/model/schedule.ts";
import type { RolloutEvent } from "../../src/rollout/events.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import { openRunWriter } from "../../src/trace/node/run-writer.ts";
import { type RecordedRollout, record } from "../../src/trace/recorder.ts";
import { madeUpHeader, type Scratch } from "../made-up-run.ts";

const SIDE = 12;
const STEPS = 16;
const CYCLES = { hCycles: 3, lCycles: 4 } as const;
const STATE = { positions: 2, width: 4 } as const;
const [WALL, FILL, STRAY] = [5, 4, 2];

/** How a rollout ends. */
const FATES = ["solved", "late", "flagged", "confident", "cycle", "wandering", "lost"] as const;
type Fate = (typeof FATES)[number];

/** Returns their paths: `plain`, and `kicked`, in which fates are other ones. */
export async function writePicturedRuns(runs: Scratch): Promise<readonly string[]> {
  const fates: readonly Fate[] = Array.from({ length: 21 }, (_, task) => FATES[(task * 3) % FATES.length] ?? "solved");
  const others = fates.map((fate, task) => (task % 4 === 0 ? "late" : task % 9 === 1 ? "flagged" : fate));
  const [plain, kicked] = [runs.path("plain"), runs.path("kicked")];
  await write(plain, fates, "");
  await write(kicked, others, "noise@2:target=z_L,sigma=1");
  return [plain, kicked];
}

async function write(directory: string, fates: readonly Fate[], intervention: string): Promise<void> {
  const tasks = fates.map((_, number) => roomTask(number));
  const rows = tasks.flatMap((task, number): RolloutRow[] =>
    taskToPuzzles(task, SIDE).map((puzzle) => ({ puzzle, puzzleIdentifier: number + 1, trajectory: 0 })),
  );
  const config = { H_cycles: CYCLES.hCycles, L_cycles: CYCLES.lCycles, vocab_size: 12 };
  const interventions = intervention === "" ? [] : [intervention];
  const header = madeUpHeader(rows.length, { config, interventions });
  const writer = await openRunWriter(directory, { header, tasks });
  const schedule = { ...CYCLES, states: ["z_H", "z_L"] as const };
  const states = writer.states({ which: "h", schedule, steps: STEPS, ...STATE });
  const how = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 7, intervention, states } as const;
  const recorded: RecordedRollout[] = [];
  for await (const rollout of record(events(rows, fates), how)) recorded.push(rollout);
  await writer.append(recorded, states);
  await writer.finish({ finished: "2026-01-02T00:00:00.000Z" });
}

/** A room or two of walls, whose insides are to be filled; one pair to learn it from, two in every third task. */
function roomTask(number: number): Task {
  const pair = (seed: number) => {
    const [width, height] = [7 + chance(seed, 1, 5), 6 + chance(seed, 2, 6)];
    const grid = (inside: number): Grid =>
      Array.from({ length: height }, (_, row) =>
        Array.from({ length: width }, (_, column) => {
          const [left, top] = [1 + chance(seed, 3, 2), 1 + chance(seed, 4, 2)];
          const [right, bottom] = [width - 2, height - 2];
          if (row < top || row > bottom || column < left || column > right) return 0;
          return row === top || row === bottom || column === left || column === right ? WALL : inside;
        }),
      );
    return { input: grid(0), output: grid(FILL) };
  };
  const train = Array.from({ length: number % 3 === 0 ? 2 : 1 }, (_, at) => pair(100 * number + at + 1));
  return { id: `rooms-${number}`, train, test: [pair(100 * number)] };
}

async function* events(rows: readonly RolloutRow[], fates: readonly Fate[]): AsyncGenerator<RolloutEvent, void, void> {
  for (let step = 1; step <= STEPS; step++) {
    for (const { op, position } of supervisionStep(CYCLES, step)) {
      if (op === "probe" || op === "hUpdate") yield eventAt(rows, fates, { ...position, kind: "probe" });
      if (op === "hUpdate") yield eventAt(rows, fates, { ...position, kind: "answer" });
    }
  }
}

function eventAt(rows: readonly RolloutRow[], fates: readonly Fate[], address: Address): RolloutEvent {
  const time = timeOf(address);
  const isAnswer = address.kind === "answer";
  const numbers = (of: (fate: Fate, row: number) => number): Float32Array =>
    Float32Array.from(rows, (_, row) => of(fates[row] ?? "solved", row));
  const moved = numbers((fate, row) => movement(fate, time, row));
  const isCycle = (fate: Fate): boolean => fate === "cycle" && address.supervisionStep > 3;
  return {
    address,
    tokens: concatenated(
      rows.map(({ puzzle }, row) =>
        answerAt(puzzle.inputTokens, puzzle.targetTokens, fates[row] ?? "solved", time, row),
      ),
    ),
    qHaltLogit: numbers((fate) => haltLogit(fate, time)),
    qContinueLogit: undefined,
    meanEntropy: numbers((fate) => (fate === "wandering" ? 0.4 : 0.02) + 0.9 * Math.exp(-time / 12)),
    minMargin: numbers(() => 1),
    lCosDist: isAnswer ? undefined : moved.map((value) => 1.2 * value),
    movement: isAnswer
      ? {
          hCosDist: moved,
          residual: moved,
          returnLag: Int32Array.from(rows, () => 2),
          returnCosDist: numbers((fate, row) => (isCycle(fate) ? 1e-6 : 0.6 * movement(fate, time, row))),
        }
      : undefined,
    confidence: concatenated(
      rows.map((_, row) =>
        Uint8Array.from({ length: SIDE * SIDE }, (_, cell) => (isEarly(row, cell, time) ? 255 : 140)),
      ),
    ),
    probabilities: undefined,
    readState: async () => concatenatedStates(rows.map((_, row) => stateAt(fates[row] ?? "solved", time, row))),
  };
}

/** L-steps from the start. */
const timeOf = ({ supervisionStep: step, hStep, lStep }: Address): number =>
  ((step - 1) * CYCLES.hCycles + hStep - 1) * CYCLES.lCycles + lStep;

/** The L-step at which all is right, or as right as it will be. */
const settlesAt = (fate: Fate): number =>
  (({ late: 110, lost: 40, wandering: 60 }) as Partial<Record<Fate, number>>)[fate] ?? 50;

/** Whether a cell has come to what it will be. */
const isEarly = (row: number, cell: number, share: number): boolean => chance(row, cell, 50) < share;

/** The inside is filled little by little; beside the walls colour leaks for a while. */
function answerAt(
  input: Uint8Array,
  target: Uint8Array | undefined,
  fate: Fate,
  time: number,
  row: number,
): Uint8Array {
  const answer = input.slice();
  const share = (50 * time) / settlesAt(fate);
  const isLost = fate === "lost" && time > 90;
  target?.forEach((label, cell) => {
    if (label === 255) return;
    const isFill = label === FIRST_COLOUR + FILL;
    const odd = chance(row, cell, 9);
    const isStray = share < 45 && odd === 0 && label === FIRST_COLOUR;
    if (isFill && isEarly(row, cell, share)) answer[cell] = label;
    if (isStray) answer[cell] = FIRST_COLOUR + STRAY;
    if (!isFill || time < 30) return;
    const staysWrong = (fate === "flagged" || fate === "confident" || isLost) && odd < 2;
    const swings = fate === "cycle" && odd % 2 === Math.floor(time / CYCLES.lCycles) % 2;
    const wanders = fate === "wandering" && chance(row + time, cell, 5) === 0;
    if (staysWrong || swings || wanders) answer[cell] = FIRST_COLOUR + (isLost ? STRAY : 0);
  });
  return answer;
}

function movement(fate: Fate, time: number, row: number): number {
  const ripple = 1 + 0.4 * Math.sin(2.1 * time + row);
  if (fate === "wandering") return 0.2 * ripple;
  if (fate === "cycle" && time > 30) return 0.04 * ripple;
  const rise = fate === "lost" && time > 80 ? 0.3 * Math.exp(-(((time - 92) / 6) ** 2)) : 0;
  return Math.max(1e-7, 0.5 * Math.exp(-time / (settlesAt(fate) / 7)) * ripple + rise);
}

function haltLogit(fate: Fate, time: number): number {
  const sure = fate === "flagged" || fate === "wandering" || fate === "cycle" ? -2.5 : 3.5;
  return -4 + (sure + 4) * Math.tanh((time / settlesAt(fate)) ** 2);
}

/** f32 [positions, width]: a spiral that closes, unless it is never at rest. */
function stateAt(fate: Fate, time: number, row: number): Float32Array {
  const radius = fate === "wandering" || fate === "cycle" ? 1 : Math.exp(-time / 40);
  const angle = time / 9 + row;
  const numbers = [radius * Math.cos(angle), radius * Math.sin(angle), 0.3 * radius * Math.cos(2 * angle), 1];
  return Float32Array.from({ length: STATE.positions * STATE.width }, (_, at) => numbers[at % STATE.width] ?? 0);
}

/** A whole number below `below`, of its own for each pair. */
function chance(a: number, b: number, below: number): number {
  let mixed = Math.imul(a + 0x9e37, 0x85ebca6b) ^ Math.imul(b + 0x79b9, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % below;
}

function concatenated(rows: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(rows.flatMap((row) => [...row]));
}

function concatenatedStates(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => [...row]));
}
