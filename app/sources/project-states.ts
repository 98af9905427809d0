/**
 * @file The latent trajectories of a few rollouts on one basis: principal axes fitted on all of the states that they keep. Runs where
 * the reading does.
 */

import { explainedShares } from "../../src/analysis/projection/basis.ts";
import { fitPrincipalAxes, type PrincipalFit } from "../../src/analysis/projection/fit.ts";
import {
  type Density,
  keptTrajectory,
  type TrajectoryChoice,
  type TrajectoryPoint,
} from "../../src/analysis/projection/kept-trajectory.ts";
import { onBasis } from "../../src/analysis/projection/project-runs.ts";
import { invalid } from "../../src/errors.ts";
import type { StateName } from "../../src/model/schedule.ts";
import type { KeptStatesFile } from "../../src/trace/kept-states.ts";
import type { Run } from "../../src/trace/run-reader.ts";
import { stateScheduleOf } from "../../src/trace/run-schedule.ts";
import { product, type StateSchedule } from "../../src/trace/state-layout.ts";
import { fileOf, type StatesInMemory } from "./states-in-memory.ts";

export interface ProjectionAsk {
  readonly rollouts: readonly AskedRollout[];
  /** One that the runs keep; null for z_H where they keep it, else z_L. */
  readonly state: StateName | null;
}

export interface AskedRollout {
  readonly run: string;
  readonly rollout: number;
  /** Where it is of another worker's, that one's states of it. */
  readonly lent?: StatesInMemory;
}

/** Of rollouts that lie on no axes together. */
export interface Unprojected {
  /** Place of the first that cannot be shown with those before it. */
  readonly without: number;
  /** In a few words; empty where there is nothing that a person should know, as of runs that were told to keep no states. */
  readonly why: string;
}

export interface ProjectedStates {
  readonly state: StateName;
  /** How densely: z_H is kept after supervision steps only. */
  readonly every: Density;
  /** Those that all of the runs keep. */
  readonly kept: readonly StateName[];
  /** States that the axes were fitted on, and numbers in each. */
  readonly states: number;
  readonly dimension: number;
  /** Share of the total variance by axis, 0 to 1: two, or fewer where the states do not vary along so many. */
  readonly explained: readonly number[];
  /** Share of the variance that merging dropped; 0 where the fit is exact. */
  readonly dropped: number;
  /** In the order asked for. */
  readonly rollouts: readonly {
    readonly addresses: readonly string[];
    /** [addresses] of f64 [axes] */
    readonly scores: readonly Float64Array[];
  }[];
}

/** Where the states of a rollout come from. */
export interface StatesSource {
  readonly file: KeptStatesFile;
  readonly schedule: StateSchedule;
  /** The run's. */
  readonly name: string;
}

/** Of a rollout of a run on disk; empty words where it keeps none. */
export async function recordedStates(
  run: Pick<Run, "name" | "info" | "states">,
  rollout: number,
): Promise<StatesSource | string> {
  const file = await run.states(rollout);
  return file === undefined ? "" : { file, schedule: stateScheduleOf(run.info, run.name), name: run.name };
}

/** Of a rollout whose states are in memory. */
export const statesInMemory = (states: StatesInMemory): StatesSource => ({ ...states, file: fileOf(states) });

/** Bytes of one trajectory that are held between fitting and projecting; of a longer one the states are read twice. */
const MOST_HELD = 16 * 2 ** 20;

/** The points of a rollout, to be gone through as often as is asked. */
function pointsOf({ file, schedule }: StatesSource, choice: TrajectoryChoice): () => AsyncIterable<TrajectoryPoint> {
  const bytes = 4 * product(file.shapes.get(choice.state) ?? []);
  const read = () => keptTrajectory(file, schedule, choice);
  if (bytes > MOST_HELD) return read;
  const held: TrajectoryPoint[] = [];
  return async function* () {
    if (held.length === 0) for await (const point of read()) held.push(point);
    yield* held;
  };
}

/**
 * `sourceOf` finds the states of a rollout, or says why there are none. Throws a `FixpointError` where the rollouts' states are of
 * different sizes: they have no axes in common.
 */
export async function projectStates(
  sourceOf: (asked: AskedRollout) => Promise<StatesSource | string>,
  { rollouts, state: wanted }: ProjectionAsk,
): Promise<ProjectedStates | Unprojected> {
  const sources: StatesSource[] = [];
  let kept: readonly StateName[] = ["z_H", "z_L"];
  for (const [without, asked] of rollouts.entries()) {
    const source = await (asked.lent === undefined ? sourceOf(asked) : statesInMemory(asked.lent));
    if (typeof source === "string") return { without, why: source };
    kept = kept.filter((one) => source.file.shapes.has(one));
    if (kept.length === 0) return { without, why: "they keep no state in common" };
    sources.push(source);
  }
  const state = kept.find((one) => one === wanted) ?? kept[0];
  if (state === undefined) return { without: 0, why: "" };
  const choice: TrajectoryChoice = { state, every: state === "z_H" ? "supervision-step" : "l-step" };
  const read = sources.map((source) => ({ ...source, points: pointsOf(source, choice) }));
  const fit = await fitOn(read, choice);
  if (fit === undefined) return { without: 0, why: "" };
  const basis = fit.basis();
  const projected = [];
  for (const { points } of read) {
    const { addresses, scores } = await onBasis(basis, points());
    projected.push({ addresses, scores });
  }
  const { states, dimension, dropped } = basis;
  return { ...choice, kept, states, dimension, explained: explainedShares(basis), dropped, rollouts: projected };
}

/** `undefined` for fewer than two states. */
async function fitOn(
  sources: readonly (StatesSource & { readonly points: ReturnType<typeof pointsOf> })[],
  choice: TrajectoryChoice,
): Promise<PrincipalFit | undefined> {
  let [fit, states] = [undefined as PrincipalFit | undefined, 0];
  let size: readonly number[] | undefined;
  for (const { file, name, points } of sources) {
    const shape = file.shapes.get(choice.state)?.slice(-2) ?? [];
    if (size !== undefined && size.join() !== shape.join()) {
      const expected = `${size.join("×")}, as in the other run`;
      throw invalid("states", `${choice.state} of ${shape.join("×")}`, { expected, where: name });
    }
    size = shape;
    fit ??= fitPrincipalAxes(product(shape), { components: 2 });
    for await (const { state } of points()) {
      fit.add(state);
      states++;
    }
  }
  return states < 2 ? undefined : fit;
}
