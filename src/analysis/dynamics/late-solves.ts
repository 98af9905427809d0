/**
 * @file Rollouts that were not solved at some supervision step, and those of them that are solved later: what unrolling further gains.
 * As in Krishna, Singh, Ebert and Sun, "When Recursive Models Finish Computing" (2026), from step 16 on.
 */

import type { RolloutCurves } from "../rollout-curves.ts";
import { clusteredProportion } from "../statistics/clusters.ts";
import type { Proportion } from "../statistics/proportion.ts";
import { type ShareByTime, shareByTime } from "../statistics/survival.ts";

/** Upstream's halt_max_steps. */
export const PUBLISHED_STEPS = 16;

export interface LateSolves {
  /** The supervision step at which they had failed. */
  readonly horizon: number;
  /** Rollouts that go on past the horizon and were wrong at it. */
  readonly failed: number;
  /** Of those: right at some later step; right at the last one. */
  readonly solvedLater: Proportion;
  readonly solvedAtEnd: Proportion;
  /** By supervision step, the share of them that had been right after the horizon by then. */
  readonly byStep: readonly ShareByTime[];
}

/** Null where no rollout goes on past the horizon. */
export function lateSolves(
  rollouts: readonly (Pick<RolloutCurves, "solved"> & { readonly puzzle?: string | undefined })[],
  horizon = PUBLISHED_STEPS,
): LateSolves | null {
  const longer = rollouts.filter(({ solved }) => solved.length > horizon);
  if (longer.length === 0) return null;
  const failed = longer.filter(({ solved }) => solved[horizon - 1] === 0);
  const watched = failed.map(({ solved }) => {
    const later = solved.indexOf(1, horizon);
    return later === -1 ? { time: solved.length, happened: false } : { time: later + 1, happened: true };
  });
  const clusters = failed.map(({ puzzle }) => puzzle);
  return {
    horizon,
    failed: failed.length,
    solvedLater: clusteredProportion(
      watched.map(({ happened }) => happened),
      clusters,
    ),
    solvedAtEnd: clusteredProportion(
      failed.map(({ solved }) => solved.at(-1) === 1),
      clusters,
    ),
    byStep: shareByTime(watched),
  };
}
