/**
 * @file Plots of made-up numbers that hold everything a plot may hold.
 */

import type { Plot } from "../../src/render/plot/plot.ts";
import type { ThemeName } from "../../src/render/theme.ts";

const STEPS = Array.from({ length: 16 }, (_, index) => index + 1);
const rising = (height: number, foot: number) => STEPS.map((step) => height * (1 - Math.exp(-step / 4)) + foot);
const scattered = (count: number, ratio: number) => Array.from({ length: count }, (_, index) => (index * ratio) % 1);

/** Lines with bands and references, a logarithmic axis, stacked bars, points. */
export function everyMark(theme: ThemeName): Plot {
  const names = ["settled", "settled wrongly", "cycle", "wandering", "lost", "other"];
  return {
    title: "What the halting head says",
    remark: "made-up numbers",
    theme,
    x: { title: "supervision step", whole: true },
    panels: [
      {
        title: "q_halt_logit, mean and 95 % interval",
        references: [
          { y: 0, name: "halts" },
          { y: 1, name: "sure" },
          { x: 5, name: "noise" },
        ],
        marks: [
          { type: "band", x: STEPS, low: rising(8, -5), high: rising(8, -3.6), colour: 0 },
          { type: "band", x: STEPS, low: rising(3, -6), high: rising(3, -3), colour: 1 },
          { type: "line", name: "solved", x: STEPS, y: rising(8, -4.3), colour: 0 },
          { type: "line", name: "not solved", x: STEPS, y: rising(3, -4.4), colour: 1 },
        ],
      },
      {
        title: "h_cos_dist, median",
        y: { log: true },
        marks: names.map((name, index) => ({
          type: "line",
          name,
          x: STEPS,
          y: STEPS.map((step) =>
            index === 2 && step === 8 ? Number.NaN : 0.9 * Math.exp(-step * (0.7 - 0.12 * index)),
          ),
        })),
      },
      {
        title: "rollouts",
        height: 120,
        marks: [
          {
            type: "bars",
            name: "solved",
            bars: bars(
              STEPS.map(() => 0),
              rising(15_000, 0),
            ),
          },
          {
            type: "bars",
            name: "not solved",
            bars: bars(
              rising(15_000, 0),
              STEPS.map(() => 20_000),
            ),
          },
        ],
      },
      {
        title: "cells that are right",
        y: { percent: true, zero: true },
        height: 120,
        marks: [
          { type: "points", name: "easy", x: scattered(100, 0.618).map((x) => 1 + 15 * x), y: scattered(100, 0.317) },
          { type: "points", name: "hard", x: scattered(100, 0.718).map((x) => 1 + 15 * x), y: scattered(100, 0.417) },
        ],
      },
    ],
  };
}

function bars(low: readonly number[], high: readonly number[]) {
  return STEPS.map((step, index) => ({
    from: step - 0.4,
    to: step + 0.4,
    low: low[index] ?? 0,
    high: high[index] ?? 0,
  }));
}

/** One chart with categories. */
export const CATEGORIES: Plot = {
  theme: "light",
  width: 640,
  x: {
    title: "failure mode",
    domain: [-0.5, 3.5],
    ticks: ["solved", "settled on a wrong answer", "cycle", "wandering"].map((name, at) => ({ at, name })),
  },
  panels: [
    {
      title: "rollouts",
      marks: [{ type: "bars", bars: [312, 61, 4, 23].map((high, at) => ({ from: at - 0.35, to: at + 0.35, high })) }],
    },
  ],
};

/** Nothing to see. */
export const EMPTY: Plot = {
  theme: "dark",
  x: { title: "training step" },
  panels: [{ title: "loss", y: { log: true }, marks: [{ type: "line", name: "loss", x: [], y: [] }] }],
};
