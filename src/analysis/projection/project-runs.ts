/**
 * @file Rollouts of one run or many, seen on one basis: fitted on the states of some of the runs, with the states of all of them put on
 * it. Two passes over the kept states, one supervision step in memory at a time.
 */

import { invalid } from "../../errors.ts";
import { formatAddress } from "../../model/address.ts";
import type { KeptStatesFile } from "../../trace/kept-states.ts";
import type { Run } from "../../trace/run-reader.ts";
import { stateScheduleOf } from "../../trace/run-schedule.ts";
import type { RolloutRecord } from "../../trace/schema.ts";
import { type PrincipalBasis, project } from "./basis.ts";
import { type FitOptions, fitPrincipalAxes, type PrincipalFit } from "./fit.ts";
import { keptTrajectory, type TrajectoryChoice, type TrajectoryPoint } from "./kept-trajectory.ts";

export interface ProjectionOptions extends FitOptions, TrajectoryChoice {
  /** Only these rollouts of every run; all of them where it is left out. */
  readonly rollouts?: readonly number[];
  /** Only the first so many rollouts of every run. */
  readonly limit?: number;
  /** Fit on the first run alone, or on all of them together, which is the default. */
  readonly fitOn?: "first" | "all";
}

/** What of a run went into the fit. */
export interface FittedOn {
  readonly run: string;
  readonly rollouts: number;
  readonly states: number;
}

/** A rollout on the basis. */
export interface ProjectedRollout {
  readonly run: string;
  readonly rollout: Pick<
    RolloutRecord,
    "rollout" | "task" | "testIndex" | "augmentation" | "trajectory" | "solved" | "intervention"
  >;
  /** The event after which each state stands: `5.2.3`, `5.2`. */
  readonly addresses: readonly string[];
  /** [addresses] of f64 [axes]. */
  readonly scores: readonly Float64Array[];
  /** [addresses]: how far each state lies off the axes. */
  readonly distances: readonly number[];
}

export interface Projection extends TrajectoryChoice {
  readonly basis: PrincipalBasis;
  readonly fittedOn: readonly FittedOn[];
  readonly rollouts: readonly ProjectedRollout[];
}

/** Throws a `FixpointError` for a run that keeps no such states, or states of another size than the first's. */
export async function projectRuns(runs: readonly Run[], options: ProjectionOptions): Promise<Projection> {
  const { state, every, fitOn = "all" } = options;
  let fit: PrincipalFit | undefined;
  let shape: readonly number[] | undefined;
  const fittedOn: FittedOn[] = [];
  for (const run of fitOn === "all" ? runs : runs.slice(0, 1)) {
    let [rollouts, states] = [0, 0];
    for await (const { file, points } of trajectories(run, options)) {
      shape = checkShape(shape, file, state, run.name);
      fit ??= fitPrincipalAxes(product(shape), options);
      for await (const point of points) {
        fit.add(point.state);
        states++;
      }
      rollouts++;
    }
    fittedOn.push({ run: run.name, rollouts, states });
  }
  const states = fittedOn.reduce((sum, fitted) => sum + fitted.states, 0);
  if (fit === undefined || states < 2)
    throw invalid("projection", `${states} states`, { expected: "two to fit axes on" });
  const basis = fit.basis();

  const rollouts: ProjectedRollout[] = [];
  for (const run of runs) {
    for await (const { record, file, points } of trajectories(run, options)) {
      shape = checkShape(shape, file, state, run.name);
      const { rollout, task, testIndex, augmentation, trajectory, solved, intervention } = record;
      const about = { rollout, task, testIndex, augmentation, trajectory, solved, intervention };
      rollouts.push({ run: run.name, rollout: about, ...(await onBasis(basis, points)) });
    }
  }
  return { state, every, basis, fittedOn, rollouts };
}

/** Puts states in their order on a basis, from a run or as they come from a live rollout. */
export async function onBasis(
  basis: PrincipalBasis,
  points: AsyncIterable<TrajectoryPoint>,
): Promise<Pick<ProjectedRollout, "addresses" | "scores" | "distances">> {
  const addresses: string[] = [];
  const scores: Float64Array[] = [];
  const distances: number[] = [];
  for await (const { address, state } of points) {
    const projected = project(basis, state);
    addresses.push(formatAddress(address));
    scores.push(projected.scores);
    distances.push(projected.distance);
  }
  return { addresses, scores, distances };
}

interface Trajectory {
  readonly record: RolloutRecord;
  readonly file: KeptStatesFile;
  readonly points: AsyncIterable<TrajectoryPoint>;
}

async function* trajectories(run: Run, options: ProjectionOptions): AsyncGenerator<Trajectory, void, void> {
  const schedule = stateScheduleOf(run.info, run.name);
  const missing = options.rollouts?.find((rollout) => rollout >= run.rolloutCount);
  if (missing !== undefined) {
    throw invalid("rollout", missing, { expected: `0 to ${run.rolloutCount - 1}`, where: run.name });
  }
  for await (const group of run.rolloutGroups()) {
    for (const record of group) {
      if (record.rollout >= (options.limit ?? Number.POSITIVE_INFINITY)) return;
      if (options.rollouts?.includes(record.rollout) === false) continue;
      const file = await run.states(record.rollout);
      if (file === undefined) {
        throw invalid("run", `${run.name} keeps no states`, { expected: "one traced with --states h or all" });
      }
      yield { record, file, points: keptTrajectory(file, schedule, options) };
    }
  }
}

/** [P+S, D] of the state, the same in every rollout. */
function checkShape(
  known: readonly number[] | undefined,
  file: KeptStatesFile,
  state: TrajectoryChoice["state"],
  run: string,
): readonly number[] {
  const shape = file.shapes.get(state)?.slice(-2);
  if (shape === undefined) {
    throw invalid("states", `no ${state}`, { expected: [...file.shapes.keys()].join(" and "), where: run });
  }
  if (known !== undefined && known.join() !== shape.join()) {
    const expected = `${known.join("×")}, as in the first run`;
    throw invalid("states", `${state} of ${shape.join("×")}`, { expected, where: run });
  }
  return shape;
}

const product = (numbers: readonly number[]): number => numbers.reduce((result, number) => result * number, 1);
