/**
 * @file The last few rollouts that were opened, so that going back and forth does not read again.
 */

import type { OpenedRun } from "../sources/opened-run.ts";
import { type RolloutModel, rolloutModel } from "./rollout-model.ts";

/** With 30×30 canvases a rollout takes a quarter of a megabyte, with all probabilities some. */
const MOST_KEPT = 12;

export interface RolloutCache {
  /** Rejects where the run lacks it or cannot be read. */
  load(run: OpenedRun, rollout: number): Promise<RolloutModel>;
  forget(runId: string): void;
}

export function createRolloutCache(): RolloutCache {
  const kept = new Map<string, { readonly run: OpenedRun; readonly loading: Promise<RolloutModel> }>();
  async function read(run: OpenedRun, rollout: number): Promise<RolloutModel> {
    const record = run.records[rollout];
    const steps = await run.steps(rollout);
    if (record === undefined) throw new Error(`no record of rollout ${rollout}`);
    return rolloutModel(run, record, steps, run.hasTasks ? await run.task(record.task) : undefined);
  }
  return {
    load(run, rollout) {
      const key = JSON.stringify([run.id, rollout]);
      const known = kept.get(key);
      // A run that was closed and opened again is another one.
      const loading = known?.run === run ? known.loading : read(run, rollout);
      kept.delete(key);
      kept.set(key, { run, loading });
      loading.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
      return loading;
    },
    forget(runId) {
      for (const [key, { run }] of kept) if (run.id === runId) kept.delete(key);
    },
  };
}
