/**
 * @file Measuring all rollouts of a run a few at a time, so that what else is asked for comes in between.
 */

import { seriesOfColumns } from "../../src/analysis/analyse-run.ts";
import { type Measurements, measure } from "../../src/analysis/modes/measure.ts";
import { NUMERIC_FIELDS, type StepSeries, seriesOf } from "../../src/analysis/modes/series.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import type { ReadableRun } from "./read-run.ts";

/** Milliseconds that a question for a rollout may have to wait for. */
const AT_ONCE_MS = 40;

/** Of the next few rollouts with every call, in order; none after the last. */
export function measuring(run: ReadableRun, records: readonly RolloutRecord[]): () => Promise<readonly Measurements[]> {
  const all = allSeries(run);
  let next = 0;
  return async () => {
    const measured: Measurements[] = [];
    for (const end = performance.now() + AT_ONCE_MS; measured.length === 0 || performance.now() < end; ) {
      const { done, value } = await all.next();
      const record = records[next++];
      if (done || record === undefined) break;
      measured.push(measure(record, value));
    }
    return measured;
  };
}

/** Columns where there are any: no row is made of what measuring does not read. */
async function* allSeries(run: ReadableRun): AsyncGenerator<StepSeries, void, void> {
  if (run.allStepColumns === undefined) {
    for await (const steps of run.allSteps()) yield seriesOf(steps);
    return;
  }
  for await (const steps of run.allStepColumns([...NUMERIC_FIELDS, "kind", "tokens"])) yield seriesOfColumns(steps);
}
