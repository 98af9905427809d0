/**
 * @file How a training went: losses, accuracies, thinking, learning rates and speed on one axis of training steps.
 */

import type { LineMark, Numbers, Panel, Plot } from "./plot/plot.ts";
import { runningMean, windowOf } from "./plot/smooth.ts";
import type { ThemeName } from "./theme.ts";

/** A number for every training step of each series, under the names of the log. */
export interface TrainingSeries {
  /** What a person calls the training. */
  readonly name: string;
  readonly step: Numbers;
  readonly lmLoss: Numbers;
  readonly qHaltLoss: Numbers;
  /** Of the rows that halted in that step, as the next three; `NaN` where none did. */
  readonly accuracy: Numbers;
  readonly exactAccuracy: Numbers;
  readonly qHaltAccuracy: Numbers;
  /** Supervision steps, mean. */
  readonly steps: Numbers;
  readonly lr: Numbers;
  readonly puzzleEmbLr: Numbers;
  readonly rowsPerSecond: Numbers;
}

export interface TrainingPlotOptions {
  readonly theme: ThemeName;
  /** Training steps to average over; by the length of the training where undefined. */
  readonly smooth: number | undefined;
}

export function trainingPlot(series: TrainingSeries, { theme, smooth }: TrainingPlotOptions): Plot {
  const { step } = series;
  const window = smooth ?? windowOf(step.length);

  /** The raw numbers in the background, their running mean before it. */
  function smoothed(lines: Readonly<Record<string, Numbers>>, options?: { harmonic: boolean }): LineMark[] {
    const names = Object.keys(lines);
    const lineOf = (name: string, colour: number): LineMark => ({
      type: "line",
      x: step,
      y: lines[name] ?? [],
      colour,
    });
    if (window === 1) return names.map((name, colour) => ({ ...lineOf(name, colour), name }));
    const raw = names.map((name, colour) => ({ ...lineOf(name, colour), faint: true }));
    const means = names.map((name, colour) => ({
      ...lineOf(name, colour),
      name,
      y: runningMean(lines[name] ?? [], window, options),
    }));
    return [...raw, ...means];
  }

  const panels: Panel[] = [
    {
      title: "loss, nats, mean over the rows of a batch",
      y: { log: true },
      height: 260,
      marks: smoothed({ lm_loss: series.lmLoss, q_halt_loss: series.qHaltLoss }),
    },
    {
      title: "right, of the rows that halted",
      y: { percent: true, domain: [0, 1] },
      height: 260,
      marks: smoothed({
        accuracy: series.accuracy,
        exact_accuracy: series.exactAccuracy,
        q_halt_accuracy: series.qHaltAccuracy,
      }),
    },
    {
      title: "supervision steps until a row halted, mean",
      y: { zero: true },
      height: 120,
      marks: smoothed({ steps: series.steps }),
    },
    {
      title: "learning rate",
      y: { log: true },
      height: 120,
      marks: [
        { type: "line", name: "lr", x: step, y: series.lr },
        { type: "line", name: "puzzle_emb_lr", x: step, y: series.puzzleEmbLr },
      ],
    },
    {
      title: "rows per second",
      y: { zero: true },
      height: 120,
      marks: smoothed({ rows_per_second: series.rowsPerSecond }, { harmonic: true }),
    },
  ];
  const last = step[step.length - 1] ?? 0;
  return {
    title: series.name,
    remark: [
      `${last.toLocaleString("en-US")} training steps`,
      window > 1 ? `lines are means of ${window} steps, each step behind them` : "",
    ]
      .filter(Boolean)
      .join(", "),
    theme,
    x: { title: "training step", whole: true },
    panels,
  };
}
