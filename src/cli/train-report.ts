/**
 * @file What a person sees of a training while it runs, on stderr, and what it came to.
 */

import { totalLoss } from "../train/metrics.ts";
import type { TrainingPlan } from "../train/plan.ts";
import type { StepReport } from "../train/trainer.ts";
import { count } from "./output.ts";
import { createProgress, duration } from "./progress.ts";

/** Steps that are averaged: a single one hardly says anything. */
const WINDOW = 100;

export interface TrainingReport {
  onStep(report: StepReport): void;
  /** Takes down the bar. */
  end(): void;
  /** `5000 steps, loss 0.12, accuracy 98.2 %, exact 91.0 %, 14 min` */
  summary(): string;
}

export function reportTraining({ lastStep, recipe }: TrainingPlan, start: number): TrainingReport {
  const batch = recipe.globalBatchSize;
  const began = performance.now();
  const progress = createProgress({ total: lastStep, start, unit: "steps" });
  const recent: StepReport["sums"][] = [];
  let step = start;
  const seconds = (): number => (performance.now() - began) / 1000;

  function averages(): string {
    const loss = recent.reduce((total, sums) => total + totalLoss(sums), 0) / (recent.length * batch);
    // Accuracy is that of rows that halted; for some steps there may be none.
    const judged = recent.reduce((total, sums) => total + sums.count, 0);
    const share = (of: "accuracy" | "exactAccuracy"): string =>
      `${((100 * recent.reduce((total, sums) => total + sums[of], 0)) / judged).toFixed(1)} %`;
    const accuracy = judged === 0 ? "" : `, accuracy ${share("accuracy")}, exact ${share("exactAccuracy")}`;
    return `loss ${loss.toPrecision(4)}${accuracy}`;
  }

  return {
    onStep(report) {
      step = report.step;
      recent.push(report.sums);
      if (recent.length > WINDOW) recent.shift();
      progress.update(step, () => `${averages()}, ${(((step - start) * batch) / seconds()).toFixed(0)} rows/s`);
    },
    end: () => progress.end(),
    summary: () => `${count(step, "step")}, ${averages()}, ${duration(seconds())}`,
  };
}
