/**
 * @file A training from its first step to its last, kept on disk.
 */

import type { Engine } from "../../engine/engine.ts";
import { FixpointError } from "../../errors.ts";
import { logRecord } from "../log-record.ts";
import { totalLoss } from "../metrics.ts";
import type { TrainingPlan } from "../plan.ts";
import { createTrainer, type StepReport } from "../trainer.ts";
import type { TrainingState } from "../training-state.ts";
import type { TrainingFolder } from "./training-folder.ts";

/** However seldom checkpoints are wanted, a kill costs no more than this. */
const SAVE_INTERVAL_S = 300;

export interface TrainingRun {
  readonly plan: TrainingPlan;
  readonly folder: TrainingFolder;
  readonly engine: Engine;
  readonly onStep?: (report: StepReport) => void;
  /** Asked after every step: end here, to be gone on with later. */
  readonly isStopped?: () => boolean;
  readonly now?: () => number;
}

/** Trains up to the plan's last step, or until it is stopped; gives the last step that was done. */
export async function runTraining(run: TrainingRun): Promise<number> {
  const { plan, folder, engine, onStep = () => {}, isStopped = () => false, now = () => performance.now() } = run;
  const { recipe, data, lastStep } = plan;
  const { checkpointEvery = lastStep, globalBatchSize } = recipe;
  let { step, position } = folder.state;
  if (step >= lastStep) return step;
  const trainer = await createTrainer({ ...plan, engine }, folder.state);
  const before = now() - folder.elapsedSeconds * 1000;
  const elapsed = (): number => (now() - before) / 1000;
  let saved = { step, at: elapsed() };

  async function keep(isCheckpoint: boolean): Promise<void> {
    const state = await trainer.state();
    checkState(state, saved.step);
    if (isCheckpoint) await folder.writeCheckpoint(state);
    await folder.save(state, elapsed());
    saved = { step, at: elapsed() };
  }

  try {
    await folder.begin();
    while (step < lastStep && !isStopped()) {
      const began = now();
      const { rows, next } = data.batch(position);
      const report = await trainer.train(rows, next);
      ({ step } = report);
      position = next;
      const loss = totalLoss(report.sums);
      if (!Number.isFinite(loss)) throw diverged(`the loss is ${loss}`, step, saved.step);
      const speed = { rowsPerSecond: globalBatchSize / ((now() - began) / 1000), elapsedSeconds: elapsed() };
      await folder.log(JSON.stringify(logRecord(report, globalBatchSize, speed)));
      onStep(report);
      const isCheckpoint = step === lastStep || step % checkpointEvery === 0;
      if (isCheckpoint || elapsed() - saved.at > SAVE_INTERVAL_S) await keep(isCheckpoint);
    }
    if (saved.step < step) await keep(false);
  } finally {
    await trainer.release();
  }
  return step;
}

/** A weight that is no number would not show in the loss before the next step. */
function checkState({ weights, step }: TrainingState, savedStep: number): void {
  for (const [name, { data }] of weights) {
    const wrong = data.find((value) => !Number.isFinite(value));
    if (wrong !== undefined) throw diverged(`${name} holds ${wrong}`, step, savedStep);
  }
}

function diverged(what: string, step: number, savedStep: number): FixpointError {
  const left = savedStep === 0 ? "nothing was saved before" : `what was saved last is of step ${savedStep}`;
  return new FixpointError(`the training diverged: ${what} at step ${step} (${left})`);
}
