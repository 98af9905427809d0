/**
 * @file The small plots over the cursor: which there are, their scales, and how one is drawn.
 */

import type { Theme } from "../../../src/render/theme.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import type { SeriesName } from "../../timeline/series.ts";
import { seriesBeside } from "../compare/beside.ts";
import { type PlotSize, paintEvents } from "./plot-events.ts";

export interface PlotKind {
  readonly title: string;
  /** What it says, in a line. */
  readonly meaning: string;
  readonly series: readonly SeriesName[];
  readonly log: boolean;
  /** Lines at these values, which are always in sight. */
  readonly references: readonly number[];
}

export const PLOTS: readonly PlotKind[] = [
  {
    title: "movement",
    meaning: "h_cos_dist, and fainter l_cos_dist: 1 − cosine, log scale",
    series: ["lCosDist", "hCosDist"],
    log: true,
    references: [],
  },
  {
    title: "halting",
    meaning: "q_halt_logit, with lines at 0 (halts) and 1",
    series: ["qHaltLogit"],
    log: false,
    references: [0, 1],
  },
  { title: "cells wrong", meaning: "of the labelled cells", series: ["cellsWrong"], log: false, references: [0] },
  {
    title: "cells changed",
    meaning: "from the step before, on the whole canvas",
    series: ["cellsChanged"],
    log: false,
    references: [0],
  },
  { title: "entropy", meaning: "mean over the canvas, in nats", series: ["meanEntropy"], log: false, references: [0] },
];

/** Below it lies rounding. */
const LEAST_LOG = 1e-12;

export interface PlotScale {
  readonly low: number;
  readonly high: number;
  /** 0 at the bottom, 1 at the top. NaN for what is not drawn. */
  place(value: number): number;
}

/** Over all series of a plot; `undefined` where nothing was measured. */
export function scaleOf(
  { log, references }: Pick<PlotKind, "log" | "references">,
  series: readonly Float64Array[],
): PlotScale | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of series) {
    for (const value of values) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      const shown = log ? Math.max(LEAST_LOG, value) : value;
      low = Math.min(low, shown);
      high = Math.max(high, shown);
    }
  }
  if (low > high) return undefined;
  for (const reference of references) [low, high] = [Math.min(low, reference), Math.max(high, reference)];
  if (log) [low, high] = [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))];
  if (low === high) high = log ? low * 10 : low + 1;
  const [from, to] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
  return {
    low,
    high,
    place(value) {
      if (!Number.isFinite(value) || (log && value < 0)) return Number.NaN;
      const shown = log ? Math.log10(Math.max(LEAST_LOG, value)) : value;
      return (shown - from) / (to - from);
    },
  };
}

/** A number of an axis: short, with a true minus. */
export function axisNumber(value: number, log: boolean): string {
  if (log) return `1e${Math.round(Math.log10(value))}`.replace("-", "−").replace(/^1e0$/, "1");
  const text = Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(2);
  return text.replace("-", "−");
}

/** The main series of the pinned rollout on the positions of this one; none without. */
export function pinnedSeries(
  kind: PlotKind,
  model: RolloutModel,
  pinned: RolloutModel | undefined,
): readonly Float64Array[] {
  const main = kind.series.at(-1);
  return pinned === undefined || main === undefined ? [] : [seriesBeside(model, pinned, main)];
}

/** The pinned rollout's line is dashed. */
export function paintPlot(
  context: Canvas2D,
  kind: PlotKind,
  { model, pinned }: { readonly model: RolloutModel; readonly pinned: RolloutModel | undefined },
  theme: Theme,
  size: PlotSize,
): void {
  const { width, height, pixelRatio } = size;
  context.clearRect(0, 0, width, height);
  const all = kind.series.map((name) => model.series(name).values);
  const others = pinnedSeries(kind, model, pinned);
  const scale = scaleOf(kind, [...all, ...others]);
  if (scale === undefined) return;
  paintEvents(context, model, theme, size);
  const pad = Math.round(3 * pixelRatio);
  const y = (value: number): number => height - pad - scale.place(value) * (height - 2 * pad);
  const x = (index: number): number => ((index + 0.5) * width) / model.timeline.span;
  context.lineWidth = pixelRatio;
  context.strokeStyle = theme.hairline;
  for (const reference of kind.references) line(context, [0, y(reference), width, y(reference)]);
  context.lineJoin = "round";
  const trace = (values: Float64Array): void => {
    context.beginPath();
    // Over what was not measured the line goes on: answers are some positions apart.
    for (const [index, value] of values.entries())
      if (!Number.isNaN(scale.place(value))) context.lineTo(x(index), y(value));
    context.stroke();
  };
  for (const [at, values] of all.entries()) {
    const isMain = at === all.length - 1;
    context.strokeStyle = isMain ? theme.ink : theme.hairline;
    context.lineWidth = (isMain ? 1.5 : 1) * pixelRatio;
    trace(values);
  }
  context.setLineDash([3 * pixelRatio, 3 * pixelRatio]);
  context.strokeStyle = theme.quiet;
  context.lineWidth = 1.5 * pixelRatio;
  for (const values of others) trace(values);
  context.setLineDash([]);
}

/** Where the last value at or before a position stands: movement of z_H has one number per H-step. 0 where there is none. */
export function lastMeasured(values: Float64Array, index: number): number {
  let at = Math.max(0, Math.min(index, values.length - 1));
  while (at > 0 && Number.isNaN(values[at])) at--;
  return at;
}

/** Beside a plot's title, as short as it can be. */
export function valueText(value: number, log: boolean): string {
  if (Number.isNaN(value)) return "–";
  return numberText(value, log).replaceAll("-", "−");
}

function numberText(value: number, log: boolean): string {
  if (log) return Math.abs(value) >= 0.001 ? value.toPrecision(2) : value.toExponential(1);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function line(context: Canvas2D, [x0, y0, x1, y1]: readonly [number, number, number, number]): void {
  context.beginPath();
  context.moveTo(x0, Math.round(y0) + 0.5);
  context.lineTo(x1, Math.round(y1) + 0.5);
  context.stroke();
}
