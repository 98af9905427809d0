/**
 * @file What the analysed rollouts of one run come to: everything that tables, reports and `--json` say.
 */

import type { AnalysedRollout } from "./analyse-run.ts";
import { clustersOf, puzzleKey } from "./compare/match.ts";
import {
  DYNAMICS,
  type DynamicsName,
  type SummaryPoint,
  summaryAroundSolution,
  summaryBySteps,
} from "./dynamics/group-curves.ts";
import { type LateSolves, lateSolves } from "./dynamics/late-solves.ts";
import { type Calibration, calibration } from "./halting/calibration.ts";
import { type GoingOn, goingOn, type HaltingPoint, haltingCurve, haltingThresholds } from "./halting/halting-curve.ts";
import { FAILURES, MODES, MOTIONS, type Mode, type Motion } from "./modes/classify.ts";
import { lastWord, undisturbedSteps } from "./modes/measure.ts";
import { type Auc, auc } from "./statistics/auc.ts";
import { clusteredProportion } from "./statistics/clusters.ts";
import { type Cut, otsuCut } from "./statistics/otsu.ts";
import type { Proportion } from "./statistics/proportion.ts";
import { LEAST_WATCHED } from "./verdict-on-failures.ts";

export interface GroupDynamics {
  /** All rollouts that ended right, and wrong; by supervision step. */
  readonly solved: readonly SummaryPoint[];
  readonly failed: readonly SummaryPoint[];
  /** Of those without a target. */
  readonly unjudged: readonly SummaryPoint[];
  /** By supervision steps since the first right answer, of all that had one. */
  readonly aroundSolution: readonly SummaryPoint[];
}

export interface RunSummary {
  readonly rollouts: number;
  readonly judged: number;
  /** Fewer than the rollouts where some are augmentations or trajectories of one puzzle. */
  readonly puzzles: number;
  /** Supervision steps that the tail had in fact, in the shortest and the longest rollout. Null without rollouts. */
  readonly tailUsed: { readonly least: number; readonly most: number } | null;
  /** Rollouts that were interfered with: whose tail begins after that, and those that were to the end. */
  readonly interfered: { readonly before: number; readonly toTheEnd: number };
  /** From what movement was told: of all rollouts. */
  readonly basis: "states" | "answers" | "both";
  /** Of the judged, and how many are `unknown`. */
  readonly modes: readonly { readonly mode: Mode; readonly share: Proportion }[];
  /** Of all; needs no target. */
  readonly motions: readonly { readonly motion: Motion; readonly share: Proportion }[];
  /** Of all with a halting head's word. */
  readonly suspect: Proportion;
  /** Of the failures (without the target: of none). */
  readonly failures: readonly { readonly motion: Motion; readonly share: Proportion }[];
  /** The same of those that end with `LEAST_WATCHED` supervision steps or more that nothing was done to. */
  readonly watchedFailures: RunSummary["failures"];
  /** Cycles by their period in answers (H-steps), with how many failed; null without a target. */
  readonly periods: readonly { readonly period: number; readonly rollouts: number; readonly failed: number | null }[];
  /** Where the tail's largest h_cos_dist, in powers of ten, falls into two heaps. Null without movement. */
  readonly cut: Cut | null;
  /** How well movement at the end tells failures (the larger) from the solved. */
  readonly movementAuc: Auc;
  readonly dynamics: Readonly<Record<DynamicsName, GroupDynamics>>;
  readonly lateSolves: LateSolves | null;
  readonly halting: readonly HaltingPoint[];
  readonly goingOn: GoingOn;
  /** Of the last supervision step. */
  readonly calibration: Calibration;
}

export interface SummaryOptions {
  /** Late solves: of those that had failed by this supervision step. */
  readonly horizon?: number;
}

export function summarise(rollouts: readonly AnalysedRollout[], { horizon }: SummaryOptions = {}): RunSummary {
  const judged = rollouts.filter(({ measured }) => measured.solved !== null);
  const failed = judged.filter(({ measured }) => measured.solved === false);
  const bases = new Set(rollouts.map(({ measured }) => measured.basis));
  const [first = "states"] = bases;
  const clusters = clustersOf(rollouts.map(({ identity }) => identity));
  const clusterOf = new Map(rollouts.map((one, at) => [one, clusters[at]]));
  const count = (of: readonly AnalysedRollout[], is: (one: AnalysedRollout) => boolean) =>
    clusteredProportion(
      of.map(is),
      of.map((one) => clusterOf.get(one)),
    );
  const shares = (of: readonly AnalysedRollout[]) =>
    MOTIONS.map((motion) => ({ motion, share: count(of, ({ classified }) => classified.motion === motion) }));
  const withQ = rollouts.filter(({ classified }) => classified.suspect !== null);
  const curves = rollouts.map((one, at) => ({ ...one.curves, puzzle: clusters[at] }));
  return {
    rollouts: rollouts.length,
    judged: judged.length,
    puzzles: new Set(rollouts.map(({ identity }) => puzzleKey(identity))).size,
    tailUsed: tailUsed(rollouts),
    interfered: interfered(rollouts),
    basis: bases.size > 1 ? "both" : first,
    modes: MODES.map((mode) => ({
      mode,
      share: count(mode === "unknown" ? rollouts : judged, ({ classified }) => classified.mode === mode),
    })),
    motions: shares(rollouts),
    suspect: count(withQ, ({ classified }) => classified.suspect === true),
    failures: shares(failed),
    watchedFailures: shares(failed.filter((one) => undisturbed(one) >= LEAST_WATCHED)),
    periods: periodsOf(rollouts),
    cut: otsuCut(rollouts.map(({ measured }) => Math.log10(measured.hCosDistMax || Number.NaN))),
    movementAuc: movementAuc(judged),
    dynamics: dynamicsOf(rollouts),
    lateSolves: lateSolves(curves, horizon),
    halting: haltingCurve(curves, haltingThresholds(curves)),
    goingOn: goingOn(rollouts.map(({ measured }, at) => ({ ...measured, puzzle: clusters[at] }))),
    calibration: calibration(
      judged.flatMap(({ measured }) => {
        const qHaltLogit = lastWord(measured);
        return qHaltLogit === null ? [] : [{ qHaltLogit, solved: measured.solved === true }];
      }),
    ),
  };
}

function tailUsed(rollouts: readonly AnalysedRollout[]): RunSummary["tailUsed"] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const { measured } of rollouts) [least, most] = [Math.min(least, measured.tail), Math.max(most, measured.tail)];
  return rollouts.length === 0 ? null : { least, most };
}

function interfered(rollouts: readonly AnalysedRollout[]): RunSummary["interfered"] {
  let [before, toTheEnd] = [0, 0];
  for (const one of rollouts) {
    const after = undisturbed(one);
    if (after === 0) toTheEnd++;
    else if (after < one.measured.steps) before++;
  }
  return { before, toTheEnd };
}

/** Supervision steps at the end. */
const undisturbed = ({ identity, measured: { steps } }: AnalysedRollout): number =>
  undisturbedSteps({ ...identity, steps });

function movementAuc(judged: readonly AnalysedRollout[]): Auc {
  const of = (solved: boolean): number[] =>
    judged.flatMap(({ measured }) =>
      measured.solved === solved && measured.hCosDistMax !== null && !Number.isNaN(measured.hCosDistMax)
        ? [measured.hCosDistMax]
        : [],
    );
  return auc(of(false), of(true));
}

function periodsOf(rollouts: readonly AnalysedRollout[]): RunSummary["periods"] {
  const byPeriod = new Map<number, AnalysedRollout[]>();
  for (const one of rollouts) {
    const { period } = one.classified;
    if (period !== null) byPeriod.set(period, [...(byPeriod.get(period) ?? []), one]);
  }
  return [...byPeriod]
    .sort(([a], [b]) => a - b)
    .map(([period, of]) => ({
      period,
      rollouts: of.length,
      failed: of.every(({ measured }) => measured.solved === null)
        ? null
        : of.filter(({ classified }) => FAILURES.includes(classified.mode)).length,
    }));
}

function dynamicsOf(rollouts: readonly AnalysedRollout[]): RunSummary["dynamics"] {
  const of = (solved: boolean | null) =>
    rollouts.filter(({ measured }) => measured.solved === solved).map(({ curves }) => curves);
  const [solved, failed, unjudged] = [of(true), of(false), of(null)];
  const around = rollouts.flatMap(({ curves, measured: { firstSolved } }) =>
    firstSolved === null ? [] : [{ curves, firstSolved }],
  );
  const entries = DYNAMICS.map((name): [DynamicsName, GroupDynamics] => [
    name,
    {
      solved: summaryBySteps(solved, name),
      failed: summaryBySteps(failed, name),
      unjudged: summaryBySteps(unjudged, name),
      aroundSolution: summaryAroundSolution(around, name),
    },
  ]);
  return Object.fromEntries(entries) as Record<DynamicsName, GroupDynamics>;
}
