/**
 * @file How rollouts move, as tables on the terminal: medians at some supervision steps, and around the first right answer. `--json` and
 * the report have all of them, with quartiles.
 */

import { DYNAMICS, type DynamicsName, type SummaryPoint } from "../analysis/dynamics/group-curves.ts";
import type { GroupDynamics, RunSummary } from "../analysis/summarise.ts";
import { formatTable } from "./table.ts";

const NAMES: Readonly<Record<DynamicsName, string>> = {
  hCosDist: "h_cos_dist",
  lCosDist: "l_cos_dist",
  residual: "residual",
  meanEntropy: "entropy",
  minMargin: "margin",
  qHaltLogit: "q_halt_logit",
  cellsWrong: "cells wrong",
};

/** Steps around the solution that are shown. */
const AROUND = [-4, -2, -1, 0, 1, 2, 4, 8];

/** A table of solved and failed rollouts and of those without a target, and one of those that were ever right; without what has no numbers (imports). */
export function dynamicsTables({ dynamics }: RunSummary): readonly string[] {
  const known = DYNAMICS.filter((name) => hasNumbers(dynamics[name]));
  const groups = (["solved", "failed", "unjudged"] as const).filter((group) =>
    known.some((name) => dynamics[name][group].length > 0),
  );
  if (groups.length === 0) return [];
  const last = Math.max(...known.flatMap((name) => groups.map((group) => dynamics[name][group].length)));
  const rows = stepsShown(last).flatMap((step) =>
    groups.map((group) => [String(step), GROUPS[group], ...known.map((name) => medianAt(dynamics[name][group], step))]),
  );
  const byStep = formatTable([["medians at step", "", ...known.map((name) => NAMES[name])], ...rows]);
  const around = AROUND.filter((at) =>
    known.some((name) => dynamics[name].aroundSolution.some((point) => point.at === at)),
  );
  if (around.length === 0) return [byStep];
  const aligned = around.map((at) => [
    at > 0 ? `+${at}` : String(at),
    String(
      Math.max(...known.map((name) => dynamics[name].aroundSolution.find((point) => point.at === at)?.count ?? 0)),
    ),
    ...known.map((name) => medianAt(dynamics[name].aroundSolution, at)),
  ]);
  return [
    byStep,
    formatTable([
      ["medians, steps from the first right answer", "rollouts", ...known.map((name) => NAMES[name])],
      ...aligned,
    ]),
  ];
}

const GROUPS = { solved: "solved", failed: "failed", unjudged: "no target" } as const;

const hasNumbers = ({ solved, failed, unjudged }: GroupDynamics): boolean =>
  [...solved, ...failed, ...unjudged].some(({ count }) => count > 0);

/** 1, 2, 4, … and the last. */
function stepsShown(last: number): number[] {
  const steps: number[] = [];
  for (let step = 1; step < last; step *= 2) steps.push(step);
  return [...steps, last];
}

function medianAt(points: readonly SummaryPoint[], at: number): string {
  const point = points.find((one) => one.at === at);
  return point === undefined || point.count === 0 ? "–" : inFewDigits(point.median);
}

/** Movement spans many powers of ten. */
function inFewDigits(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 0.01 ? value.toPrecision(3) : value.toExponential(1);
}
