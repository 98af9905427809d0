/**
 * @file Rollouts with known truth for tests of the analysis: latent states that do something on purpose (stay, cycle, drift, wander),
 * events whose movement is computed from those states as the recorder defines it, and answers decoded from them.
 */

import type { Puzzle } from "../src/arc/puzzle.ts";
import type { Cycles } from "../src/model/address.ts";
import { supervisionStep } from "../src/model/schedule.ts";
import { normalStream } from "../src/random/stream.ts";
import type { RolloutEvent } from "../src/rollout/events.ts";
import type { RolloutRow } from "../src/rollout/request.ts";
import { type RecordedRollout, record } from "../src/trace/recorder.ts";

export type MadeUpMotion =
  /** Goes to a point and stays: the right one, or another. */
  | { readonly kind: "fixed point"; readonly right: boolean }
  /** Through `period` points in turn, none of them the right one, a point per H-step. */
  | { readonly kind: "cycle"; readonly period: number }
  /** On along one great circle, by this 1 − cosine per H-step. */
  | { readonly kind: "drift"; readonly cosDist: number }
  /** A step in a new direction every H-step. */
  | { readonly kind: "wander"; readonly cosDist: number }
  /** Wanders until this supervision step, then goes to the right point and stays. */
  | { readonly kind: "late solve"; readonly at: number }
  /** Goes to the right point, stays there until this supervision step, then goes to another one and stays. */
  | { readonly kind: "lost"; readonly at: number };

export interface MadeUpTrajectory {
  readonly motion: MadeUpMotion;
  readonly seed: number;
  /** Length of the Gaussian noise on every state, relative to the state's. */
  readonly noise?: number;
  /** At supervision steps whose answer is right, and at the others. */
  readonly q?: readonly [right: number, wrong: number];
  /** Without: whatever is solved is unknown. */
  readonly target?: boolean;
}

export interface TrajectoryShape extends Cycles {
  readonly steps: number;
}

/** Numbers of either state, cells, and tokens there are. */
const [WIDTH, CELLS, VOCABULARY] = [64, 16, 4];

/** How far the state goes towards where it is drawn, in one H-step. */
const PULL = 0.6;

interface Walk {
  /** States after each event, f64 [2 · WIDTH]: z_H, then z_L. */
  readonly events: { readonly state: Float64Array; readonly before: Float64Array; readonly entered: Float64Array }[];
  readonly target: Uint8Array;
}

/** The rows of one batch and their recording: what `trace` would have kept. */
export async function recordTrajectories(
  trajectories: readonly MadeUpTrajectory[],
  shape: TrajectoryShape = { steps: 16, hCycles: 3, lCycles: 4 },
  firstRollout = 0,
): Promise<RecordedRollout[]> {
  const walks = trajectories.map((trajectory) => walk(trajectory, shape));
  const rows = trajectories.map((trajectory, row) => rolloutRow(firstRollout + row, trajectory, walks[row] as Walk));
  const schedule = { hCycles: shape.hCycles, lCycles: shape.lCycles, states: ["z_H", "z_L"] as const };
  const options = { rows, firstRollout, schedule, haltRule: "q_halt > 0", seed: 0, intervention: "" } as const;
  const recorded: RecordedRollout[] = [];
  for await (const rollout of record(events(trajectories, walks, shape), options)) recorded.push(rollout);
  return recorded;
}

function rolloutRow(number: number, { target = true }: MadeUpTrajectory, walked: Walk): RolloutRow {
  const puzzle: Puzzle = {
    task: `trajectory-${number}`,
    testIndex: 0,
    augmentation: "",
    puzzleIdentifier: undefined,
    inputTokens: new Uint8Array(CELLS),
    targetTokens: target ? walked.target : undefined,
    targetGrid: undefined,
  };
  return { puzzle, puzzleIdentifier: 0, trajectory: 0 };
}

function walk({ motion, seed, noise = 0 }: MadeUpTrajectory, shape: TrajectoryShape): Walk {
  const normal = normalStream(seed);
  const point = () => unit(Float64Array.from({ length: 2 * WIDTH }, normal));
  const [right, wrong, start] = [point(), point(), point()];
  const cycle = Array.from({ length: 9 }, point);
  const noisy = (state: Float64Array) => {
    if (noise === 0) return state;
    const kick = point();
    return state.map((value, place) => value + noise * (kick[place] ?? 0));
  };
  const walked: Walk["events"] = [];
  let clean = start;
  let state = noisy(clean);
  let answered = 0;
  for (let step = 1; step <= shape.steps; step++) {
    let entered = state;
    for (const { op, position } of supervisionStep(shape, step)) {
      if (op === "moment" || op === "lUpdate") continue;
      const before = state;
      if (op === "probe") {
        // z_L goes its way in equal parts; z_H stands until the H-step ends.
        const next = nextPoint(motion, clean, { right, wrong, cycle, point, step, answered });
        const share = position.lStep / shape.lCycles;
        state = state.map((value, place) =>
          place < WIDTH ? value : (1 - share) * (clean[place] ?? 0) + share * (next[place] ?? 0),
        );
        walked.push({ state, before, entered });
        continue;
      }
      clean = nextPoint(motion, clean, { right, wrong, cycle, point, step, answered });
      answered++;
      state = noisy(clean);
      walked.push({ state, before, entered });
      entered = state;
    }
  }
  return { events: walked, target: decode(right) };
}

interface Surroundings {
  readonly right: Float64Array;
  readonly wrong: Float64Array;
  readonly cycle: readonly Float64Array[];
  readonly point: () => Float64Array;
  readonly step: number;
  readonly answered: number;
}

function nextPoint(motion: MadeUpMotion, from: Float64Array, around: Surroundings): Float64Array {
  const { right, wrong, cycle, point, step, answered } = around;
  switch (motion.kind) {
    case "fixed point":
      return towards(from, motion.right ? right : wrong);
    case "cycle":
      return cycle[answered % motion.period] as Float64Array;
    case "drift":
      // Two fixed points span the great circle.
      return greatCircle(cycle[0] as Float64Array, cycle[1] as Float64Array, (answered + 1) * angleOf(motion.cosDist));
    case "wander":
      return greatCircle(from, point(), angleOf(motion.cosDist));
    case "late solve":
      return step < motion.at ? greatCircle(from, point(), 0.5) : towards(from, right);
    case "lost":
      return towards(from, step < motion.at ? right : wrong);
  }
}

const angleOf = (cosDist: number): number => Math.acos(1 - cosDist);

function towards(from: Float64Array, to: Float64Array): Float64Array {
  return from.map((value, place) => value + PULL * ((to[place] ?? 0) - value));
}

/** From unit vector `a`, by `angle` towards `b`. */
function greatCircle(a: Float64Array, b: Float64Array, angle: number): Float64Array {
  const along = dot(unit(a), b);
  const from = unit(a);
  const across = unit(b.map((value, place) => value - along * (from[place] ?? 0)));
  return from.map((value, place) => Math.cos(angle) * value + Math.sin(angle) * (across[place] ?? 0));
}

async function* events(
  trajectories: readonly MadeUpTrajectory[],
  walks: readonly Walk[],
  shape: TrajectoryShape,
): AsyncGenerator<RolloutEvent, void, void> {
  const past: Float64Array[][] = walks.map(() => []);
  let at = 0;
  for (let step = 1; step <= shape.steps; step++) {
    for (const { op, position } of supervisionStep(shape, step)) {
      if (op === "moment" || op === "lUpdate") continue;
      const now = walks.map(({ events }) => events[at] as Walk["events"][number]);
      at++;
      // The last probe of an H-step is its answer, decoded from the same state.
      yield madeUpEvent(trajectories, walks, now, { ...position, kind: "probe" }, past);
      if (op === "hUpdate") yield madeUpEvent(trajectories, walks, now, { ...position, kind: "answer" }, past);
    }
  }
}

function madeUpEvent(
  trajectories: readonly MadeUpTrajectory[],
  walks: readonly Walk[],
  now: readonly Walk["events"][number][],
  address: RolloutEvent["address"],
  past: readonly Float64Array[][],
): RolloutEvent {
  const isAnswer = address.kind === "answer";
  const answers = now.map(({ state }) => decode(state));
  const q = answers.map((answer, row) => {
    const isRight = String(answer) === String(walks[row]?.target);
    return (trajectories[row]?.q ?? [4, -4])[isRight ? 0 : 1];
  });
  const numbers = (of: (event: Walk["events"][number], row: number) => number) => Float32Array.from(now, of);
  return {
    address,
    tokens: Uint8Array.from(answers.flatMap((answer) => [...answer])),
    qHaltLogit: Float32Array.from(q),
    qContinueLogit: undefined,
    meanEntropy: numbers(({ state }) => 1 / (1 + margin(state))),
    minMargin: numbers(({ state }) => margin(state)),
    lCosDist: isAnswer ? undefined : numbers(({ state, before }) => cosDist(zL(before), zL(state))),
    movement: isAnswer ? answerMovement(now, past) : undefined,
    confidence: undefined,
    probabilities: undefined,
    readState: async () => new Float32Array(0),
  };
}

/** As `rollout/movement-tracker.ts` and `model/movement.ts` define them. */
function answerMovement(now: readonly Walk["events"][number][], past: readonly Float64Array[][]) {
  const returns = now.map(({ state }, row) => {
    const history = past[row] as Float64Array[];
    const distances = history.slice(1, 9).map((old) => cosDist(old, state));
    history.unshift(state);
    history.splice(9);
    return distances;
  });
  const hasReturns = (returns[0]?.length ?? 0) > 0;
  const nearest = returns.map((distances) => Math.min(...distances));
  return {
    hCosDist: Float32Array.from(now, ({ state, entered }) => cosDist(zH(entered), zH(state))),
    residual: Float32Array.from(now, ({ state, entered }) => distance(state, entered) / Math.sqrt(dot(state, state))),
    returnLag: hasReturns ? Int32Array.from(returns, (all, row) => all.indexOf(nearest[row] ?? 0) + 2) : undefined,
    returnCosDist: hasReturns ? Float32Array.from(nearest) : undefined,
  };
}

/** Of a state, the token of every cell: the largest of four neighbouring numbers of z_H. */
function decode(state: Float64Array): Uint8Array {
  return Uint8Array.from({ length: CELLS }, (_, cell) => {
    const logits = state.subarray(cell * VOCABULARY, (cell + 1) * VOCABULARY);
    return logits.indexOf(Math.max(...logits));
  });
}

/** Smallest difference of a cell's two largest logits. */
function margin(state: Float64Array): number {
  const margins = Array.from({ length: CELLS }, (_, cell) => {
    const [best = 0, second = 0] = state.slice(cell * VOCABULARY, (cell + 1) * VOCABULARY).sort((a, b) => b - a);
    return best - second;
  });
  return Math.min(...margins);
}

const zH = (state: Float64Array): Float64Array => state.subarray(0, WIDTH);
const zL = (state: Float64Array): Float64Array => state.subarray(WIDTH);

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0);
}

function unit(a: Float64Array): Float64Array {
  const length = Math.sqrt(dot(a, a));
  return a.map((value) => value / length);
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, place) => sum + (value - (b[place] ?? 0)) ** 2, 0));
}

const cosDist = (a: Float64Array, b: Float64Array): number => distance(unit(a), unit(b)) ** 2 / 2;
