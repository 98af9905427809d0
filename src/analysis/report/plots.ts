/**
 * @file The plots of a report, as data.
 */

import type { Mark, Panel, Plot } from "../../render/plot/plot.ts";
import type { ThemeName } from "../../render/theme.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import type { DynamicsName, SummaryPoint } from "../dynamics/group-curves.ts";
import type { LateSolves } from "../dynamics/late-solves.ts";
import type { Calibration } from "../halting/calibration.ts";
import type { HaltingPoint } from "../halting/halting-curve.ts";
import { MODES, type Mode } from "../modes/classify.ts";
import { thresholdEffect, thresholdValues } from "../modes/threshold-effect.ts";
import { THRESHOLDS, type Thresholds } from "../modes/thresholds.ts";
import type { GroupDynamics, RunSummary } from "../summarise.ts";

export type PlotOf = (theme: ThemeName) => Plot;

/** The same in every plot, and another for every mode. */
const modeColour = (mode: Mode): number => MODES.indexOf(mode);

const SOLVED = 0;
const FAILED = 1;
const UNJUDGED = 2;

const PANELS: Readonly<Record<DynamicsName, { readonly title: string; readonly log: boolean }>> = {
  hCosDist: { title: "h_cos_dist", log: true },
  lCosDist: { title: "l_cos_dist", log: true },
  residual: { title: "drift: residual over the H-step", log: true },
  meanEntropy: { title: "mean entropy, nats", log: false },
  minMargin: { title: "smallest margin, logits", log: false },
  qHaltLogit: { title: "q_halt_logit", log: false },
  cellsWrong: { title: "cells wrong", log: false },
};

/** Every rollout's movement at the end, those solved and those not, with the thresholds. */
export function movementPlot(rollouts: readonly AnalysedRollout[], thresholds: Thresholds): PlotOf | undefined {
  const values = rollouts.flatMap(({ measured: { hCosDistMax: most, solved } }) =>
    most === null || !Number.isFinite(most) ? [] : [{ place: Math.log10(Math.max(most, 1e-16)), solved }],
  );
  if (values.length === 0) return undefined;
  const places = values.map(({ place }) => place);
  const first = Math.floor(Math.min(...places) * 2) / 2;
  const bins = Math.max(1, Math.ceil((Math.max(...places) - first) * 2 + 1e-9));
  const counts = (is: boolean | null) => {
    const heights: number[] = Array.from({ length: bins }, () => 0);
    for (const { place, solved } of values) {
      if (solved !== is) continue;
      const bin = Math.min(bins - 1, Math.floor((place - first) * 2));
      heights[bin] = (heights[bin] ?? 0) + 1;
    }
    return heights;
  };
  const panel = (title: string, is: boolean | null, colour: number | "quiet"): Panel[] => {
    const heights = counts(is);
    if (heights.every((height) => height === 0)) return [];
    const bars = heights.map((high, bin) => ({ from: first + bin / 2, to: first + (bin + 1) / 2, high }));
    return [
      {
        title,
        height: 130,
        y: { whole: true },
        marks: [{ type: "bars", bars, colour }],
        references: [
          { x: Math.log10(thresholds.settled), name: "settled" },
          { x: Math.log10(thresholds.wandering), name: "wandering" },
        ],
      },
    ];
  };
  return (theme) => ({
    title: "Movement at the end",
    remark: "largest h_cos_dist of the tail",
    theme,
    x: { title: "power of ten", whole: true },
    panels: [
      ...panel("solved, rollouts", true, SOLVED),
      ...panel("not solved, rollouts", false, FAILED),
      ...panel("without a target, rollouts", null, "quiet"),
    ],
  });
}

export function dynamicsPlot(dynamics: RunSummary["dynamics"], names: readonly DynamicsName[]): PlotOf | undefined {
  const panels = names.flatMap((name) => groupPanel(name, dynamics[name]));
  if (panels.length === 0) return undefined;
  return (theme) => ({
    title: "Dynamics",
    remark: "median and quartiles, at the last answer of each supervision step",
    theme,
    x: { title: "supervision step", whole: true },
    panels,
  });
}

function groupPanel(name: DynamicsName, { solved, failed, unjudged }: GroupDynamics): Panel[] {
  const { title, log } = PANELS[name];
  const marks = [
    ...summaryMarks(solved, "solved", SOLVED),
    ...summaryMarks(failed, "not solved", FAILED),
    ...summaryMarks(unjudged, "no target", UNJUDGED),
  ];
  return marks.length === 0 ? [] : [{ title, y: { log }, marks, height: 150 }];
}

export function alignedPlot(dynamics: RunSummary["dynamics"], names: readonly DynamicsName[]): PlotOf | undefined {
  const panels = names.flatMap((name): Panel[] => {
    const marks = summaryMarks(dynamics[name].aroundSolution, undefined, SOLVED);
    const { title, log } = PANELS[name];
    return marks.length === 0
      ? []
      : [{ title, y: { log }, marks, height: 150, references: [{ x: 0, name: "first solved" }] }];
  });
  if (panels.length === 0) return undefined;
  return (theme) => ({
    title: "Around the solution",
    remark: "median and quartiles of all rollouts that were right at some step",
    theme,
    x: { title: "supervision steps since first solved", whole: true },
    panels,
  });
}

function summaryMarks(points: readonly SummaryPoint[], name: string | undefined, colour: number): Mark[] {
  const known = points.filter(({ count }) => count > 0);
  if (known.length === 0) return [];
  const x = known.map(({ at }) => at);
  const [low, high, y] = [
    known.map((point) => point.low),
    known.map((point) => point.high),
    known.map(({ median }) => median),
  ];
  const named = name === undefined ? {} : { name };
  return [
    { type: "band", x, low, high, colour },
    { type: "line", x, y, colour, ...named },
  ];
}

/** Where no rollout has a target: when it would halt, alone. */
export function haltingPlot(points: readonly HaltingPoint[]): PlotOf | undefined {
  const known = points.filter(({ threshold, meanSteps }) => Number.isFinite(threshold) && !Number.isNaN(meanSteps));
  if (known.length === 0) return undefined;
  const x = known.map(({ threshold }) => threshold);
  const solved = known.map((point) => point.solved);
  const references = [{ x: 0, name: "the model's own rule" }];
  const solvedPanel: Panel = {
    title: "solved, 95 % interval",
    y: { percent: true },
    references,
    height: 150,
    marks: [
      { type: "band", x, low: solved.map(({ low }) => low), high: solved.map(({ high }) => high), colour: SOLVED },
      { type: "line", x, y: solved.map(({ value }) => value), colour: SOLVED },
    ],
  };
  return (theme) => ({
    title: "Halting",
    remark: "had the model stopped at the first supervision step with a signal above the threshold",
    theme,
    x: { title: "threshold of the halting signal, logits" },
    panels: [
      ...(solved.some(({ trials }) => trials > 0) ? [solvedPanel] : []),
      {
        title: "mean supervision steps taken",
        y: { zero: true },
        references,
        height: 150,
        marks: [{ type: "line", x, y: known.map(({ meanSteps }) => meanSteps), colour: "quiet" }],
      },
    ],
  });
}

export function calibrationPlot({ bins }: Calibration): PlotOf | undefined {
  if (bins.length === 0) return undefined;
  const x = bins.map(({ meanPredicted }) => meanPredicted);
  const solved = bins.map((bin) => bin.solved);
  return (theme) => ({
    title: "Does the halting head know?",
    remark: "share solved against sigmoid(q_halt_logit) at the last supervision step, 95 % interval; grey: perfect",
    theme,
    x: { title: "sigmoid(q_halt_logit)", domain: [0, 1], percent: true },
    panels: [
      {
        title: "solved",
        y: { percent: true, domain: [0, 1] },
        marks: [
          { type: "line", x: [0, 1], y: [0, 1], colour: "quiet", faint: true },
          { type: "band", x, low: solved.map(({ low }) => low), high: solved.map(({ high }) => high), colour: SOLVED },
          { type: "line", x, y: solved.map(({ value }) => value), colour: SOLVED },
          { type: "points", x, y: solved.map(({ value }) => value), colour: SOLVED },
        ],
      },
    ],
  });
}

export function lateSolvesPlot(late: LateSolves): PlotOf | undefined {
  if (late.byStep.length === 0) return undefined;
  const x = late.byStep.map(({ time }) => time);
  return (theme) => ({
    title: "Unrolled further",
    remark: `of ${late.failed} rollouts that were wrong at supervision step ${late.horizon}, the share that had been right by`,
    theme,
    x: { title: "supervision step", whole: true },
    panels: [
      {
        title: "right since, 95 % interval",
        y: { percent: true, zero: true },
        marks: [
          {
            type: "band",
            x,
            low: late.byStep.map(({ low }) => low),
            high: late.byStep.map(({ high }) => high),
            colour: SOLVED,
          },
          { type: "line", x, y: late.byStep.map(({ value }) => value), colour: SOLVED },
        ],
      },
    ],
  });
}

/** How many rollouts are of each mode as one threshold moves; modes that never occur are left out. */
export function thresholdPlot(
  rollouts: readonly AnalysedRollout[],
  name: keyof Thresholds,
  thresholds: Thresholds,
): PlotOf | undefined {
  const info = THRESHOLDS.find((candidate) => candidate.name === name);
  const measured = rollouts.map((one) => one.measured);
  const { values, counts } = thresholdEffect(measured, name, thresholdValues(measured, name), thresholds);
  const marks = MODES.flatMap((mode): Mark[] => {
    const y = counts[mode];
    // What solves is solved at any threshold.
    return mode === "solved" || y.every((count) => count === 0)
      ? []
      : [{ type: "line", name: mode, x: values, y, colour: modeColour(mode) }];
  });
  if (info === undefined || marks.length === 0) return undefined;
  return (theme) => ({
    title: `Threshold ${info.key}`,
    remark: info.meaning,
    theme,
    x: { title: info.key, log: info.log },
    panels: [
      {
        title: "rollouts that failed, by mode",
        y: { zero: true, whole: true },
        marks,
        references: [{ x: thresholds[name], name: "as used" }],
      },
    ],
  });
}
