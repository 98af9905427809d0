/**
 * @file A projection as JSON, for the explorer and other programs.
 */

import { explainedShares } from "./basis.ts";
import type { Projection } from "./project-runs.ts";

/** Goes up when an older reader would misread it. */
export const PROJECTION_FORMAT = 1;

/** One object, without the basis itself: scores are all that is drawn. Keys as in `rollouts.parquet` where they are the same. */
export function projectionJson({ state, every, basis, fittedOn, rollouts }: Projection): Record<string, unknown> {
  return {
    format: "fixpoint projection",
    format_version: PROJECTION_FORMAT,
    state,
    every,
    dimension: basis.dimension,
    method: basis.dropped === 0 ? "thin singular value decomposition" : "incremental singular value decomposition",
    states: basis.states,
    fitted_on: fittedOn,
    explained_variance: basis.variances.map(shortened),
    explained_variance_ratio: explainedShares(basis).map(shortened),
    total_variance: shortened(basis.totalVariance),
    dropped_variance_ratio: shortened(basis.dropped),
    rollouts: rollouts.map(({ run, rollout, addresses, scores, distances }) => ({
      run,
      rollout: rollout.rollout,
      task: rollout.task,
      test_index: rollout.testIndex,
      augmentation: rollout.augmentation,
      trajectory: rollout.trajectory,
      intervention: rollout.intervention,
      solved: rollout.solved,
      addresses,
      scores: scores.map((score) => [...score].map(shortened)),
      distances: distances.map(shortened),
    })),
  };
}

/** States are float32: seven digits say all there is. */
const shortened = (value: number): number => Number(value.toPrecision(7));
