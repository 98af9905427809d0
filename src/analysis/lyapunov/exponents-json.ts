/**
 * @file Exponents as JSON, for the explorer and other programs.
 */

import { DEFAULT_SCHEME, defaultEpsilon } from "./difference-tangents.ts";
import { compareExponents, type ExponentSpread } from "./group-comparison.ts";
import type { RunExponentOptions, RunExponents } from "./run-exponents.ts";

/** What was computed, with what stands where nothing was asked for: kept with every result. */
export function exponentSettings({
  exponents,
  unit = "supervision-step",
  skip = 0,
  frameSeed = 0,
  scheme = DEFAULT_SCHEME,
  epsilon = defaultEpsilon("float32", scheme),
}: RunExponentOptions) {
  return { exponents, unit, skip, frameSeed, scheme, epsilon };
}

/** One object. Exponents in nats per `unit`; numbers that there are not are null. Keys as in `rollouts.parquet` where they are the same. */
export function exponentsJson(
  run: string,
  found: readonly RunExponents[],
  options: RunExponentOptions,
): Record<string, unknown> {
  const { frameSeed, skip, ...settings } = exponentSettings(options);
  return {
    run,
    ...settings,
    skipped_supervision_steps: skip,
    frame_seed: frameSeed,
    comparison: compareExponents(found).map(({ solved, failed, auc }) => ({
      solved: spreadJson(solved),
      failed: spreadJson(failed),
      auc: orNull(auc.value),
      auc_interval: [orNull(auc.low), orNull(auc.high)],
    })),
    rollouts: found.map(({ record, exponents, running, unresolved, cellsOff }) => ({
      rollout: record.rollout,
      task: record.task,
      test_index: record.testIndex,
      augmentation: record.augmentation,
      trajectory: record.trajectory,
      solved: record.solved,
      exponents: [...exponents].map(orNull),
      running: running.map((values) => [...values].map(orNull)),
      unresolved,
      cells_off: cellsOff,
    })),
  };
}

function spreadJson({ rollouts, lower, median, upper }: ExponentSpread): Record<string, number | null> {
  return { rollouts, lower_quartile: orNull(lower), median: orNull(median), upper_quartile: orNull(upper) };
}

/** What JSON cannot say is null; of the rest six digits are more than differences in float32 give. */
const orNull = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);
