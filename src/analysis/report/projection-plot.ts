/**
 * @file Rollouts on the first two principal axes of their states, as a plot.
 */

import type { Mark } from "../../render/plot/plot.ts";
import { explainedShares } from "../projection/basis.ts";
import type { ProjectedRollout, Projection } from "../projection/project-runs.ts";
import type { PlotOf } from "./plots.ts";

/** Trajectories of each run; more would be a tangle. */
const MOST_TRAJECTORIES = 24;

/** A line for each trajectory, with a dot where it ends. `undefined` where no state varies along any axis. */
export function projectionPlot({ state, every, basis, rollouts }: Projection): PlotOf | undefined {
  const [first, second] = explainedShares(basis).map((share) => `${(100 * share).toFixed(1)} % of the variance`);
  if (first === undefined) return undefined;
  const runs = [...new Set(rollouts.map(({ run }) => run))];
  const shown = runs.flatMap((run) => rollouts.filter((one) => one.run === run).slice(0, MOST_TRAJECTORIES));
  const groups = runs.length > 1 ? byRun(shown, runs) : byOutcome(shown);
  const marks = groups.flatMap(({ name, colour, of }) =>
    of.flatMap((one, index) => trajectory(one, { colour, ...(index === 0 && { name }) })),
  );
  const left = rollouts.length - shown.length;
  const some = left === 0 ? "" : `; the first ${MOST_TRAJECTORIES} rollouts of each run`;
  const flat = second === undefined;
  return (theme) => ({
    title: "Projection",
    remark: `${state} after every ${every.replace("-", " ")}, a dot at the end${some}`,
    label: `Projection: ${shown.length} trajectories of ${state} on ${flat ? "one principal axis" : "two principal axes"}`,
    theme,
    // Of one axis the other is an order, which has no unit.
    sameUnits: !flat,
    x: { title: flat ? "states, in their order" : `axis 1, ${first}` },
    panels: [
      { title: flat ? `axis 1, ${first}` : `axis 2, ${second}`, ...(flat && { height: 620 }), names: "above", marks },
    ],
  });
}

interface Trajectories {
  readonly name: string;
  readonly colour: number | "quiet";
  readonly of: readonly ProjectedRollout[];
}

const byRun = (rollouts: readonly ProjectedRollout[], runs: readonly string[]): Trajectories[] =>
  runs.map((name, colour) => ({ name, colour, of: rollouts.filter(({ run }) => run === name) }));

function byOutcome(rollouts: readonly ProjectedRollout[]): Trajectories[] {
  const of = (solved: boolean | null) => rollouts.filter(({ rollout }) => rollout.solved === solved);
  return [
    { name: "solved", colour: 0, of: of(true) },
    { name: "not solved", colour: 1, of: of(false) },
    { name: "without a target", colour: "quiet", of: of(null) },
  ];
}

function trajectory(
  { scores }: ProjectedRollout,
  look: { readonly colour: number | "quiet"; readonly name?: string },
): Mark[] {
  const flat = (scores[0]?.length ?? 0) < 2;
  const x = scores.map((score, place) => (flat ? place : (score[0] ?? Number.NaN)));
  const y = scores.map((score) => score[flat ? 0 : 1] ?? Number.NaN);
  return [
    { type: "line", x, y, ...look },
    { type: "points", x: x.slice(-1), y: y.slice(-1), radius: 6, colour: look.colour },
  ];
}
