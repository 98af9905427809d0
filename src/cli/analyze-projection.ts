/**
 * @file The part of `fixpoint analyze` that looks at latent states: rollouts of one run or many on the principal axes of their states.
 */

import { explainedShares } from "../analysis/projection/basis.ts";
import type { Density } from "../analysis/projection/kept-trajectory.ts";
import { type Projection, type ProjectionOptions, projectRuns } from "../analysis/projection/project-runs.ts";
import { projectionJson } from "../analysis/projection/projection-json.ts";
import { printable } from "../errors.ts";
import type { StateName } from "../model/schedule.ts";
import type { Run } from "../trace/run-reader.ts";
import { stateScheduleOf } from "../trace/run-schedule.ts";
import { count } from "./output.ts";
import { formatTable } from "./table.ts";

const COMPONENTS = 3;

export interface ProjectionCommandOptions {
  /** z_H where the model has one. */
  readonly state?: StateName;
  readonly every?: Density;
  readonly components?: number;
  readonly fitOn?: "first" | "all";
  /** The first so many rollouts of every run. */
  readonly limit?: number;
}

export interface ProjectionReport {
  readonly text: string;
  readonly json: Record<string, unknown>;
  readonly projection: Projection;
}

/** All runs on one basis. Throws a `FixpointError` for a run that keeps no such states. */
export async function analyzeProjection(
  runs: readonly Run[],
  options: ProjectionCommandOptions,
): Promise<ProjectionReport> {
  const [first] = runs;
  if (first === undefined) throw new Error("no run");
  const hasZH = stateScheduleOf(first.info, first.name).states.includes("z_H");
  const asked: ProjectionOptions = {
    state: options.state ?? (hasZH ? "z_H" : "z_L"),
    every: options.every ?? "supervision-step",
    components: options.components ?? COMPONENTS,
    ...(options.fitOn && { fitOn: options.fitOn }),
    ...(options.limit && { limit: options.limit }),
  };
  const projection = await projectRuns(runs, asked);
  const areDifferent = new Set(runs.map(({ info }) => info.model?.sha256)).size > 1;
  return { text: projectionText(projection, areDifferent), json: projectionJson(projection), projection };
}

function projectionText({ state, every, basis, fittedOn, rollouts }: Projection, areDifferent: boolean): string {
  const from = fittedOn.map(
    ({ run, rollouts, states }) => `${count(states, "state")} of ${count(rollouts, "rollout")} of ${run}`,
  );
  const exact =
    basis.dropped === 0
      ? "exact"
      : `merged from parts, by their leading axes: ${basis.dropped < 0.001 ? "less than 0.1 %" : percent(basis.dropped)} of the variance lay on others`;
  const lines = [
    printable(
      `principal axes of ${state} after every ${every.replace("-", " ")}, fitted on ${from.join(" and ")} (${exact})`,
    ),
    ...(areDifferent
      ? ["the runs are of different models: one basis, in which their states need not mean the same"]
      : []),
    "",
  ];
  const shares = explainedShares(basis);
  let sum = 0;
  const axes = shares.map((share, axis) => {
    sum += share;
    return [`${axis + 1}`, percent(share), percent(sum)];
  });
  lines.push(formatTable([["axis", "variance", "together"], ...axes]), "");
  const runs = [...new Set(rollouts.map(({ run }) => run))];
  const seen = runs.map((run) => {
    const own = rollouts.filter((rollout) => rollout.run === run);
    return [printable(run), String(own.length), percent(shareSeen(own))];
  });
  lines.push(formatTable([["run", "rollouts", "of the distance from the centre, squared, on these axes"], ...seen]));
  return lines.join("\n");
}

/** How much of where a run's states lie the axes show: they may have been fitted on others. */
function shareSeen(rollouts: Projection["rollouts"]): number {
  let [on, off] = [0, 0];
  for (const { scores, distances } of rollouts) {
    for (const score of scores) for (const value of score) on += value * value;
    for (const distance of distances) off += distance * distance;
  }
  return on + off === 0 ? 1 : on / (on + off);
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
