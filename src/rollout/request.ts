/**
 * @file What is asked of a rollout: the batch, the depth, the interventions, and what to report beside the answers.
 */

import type { Puzzle } from "../arc/puzzle.ts";

/** A row of a batch: a puzzle, bound to its row of the embedding table and to the identity that keys its noise. */
export interface RolloutRow {
  readonly puzzle: Puzzle;
  /** 0 is the blank puzzle. */
  readonly puzzleIdentifier: number;
  /** Several trajectories of one puzzle differ in this and so in their noise. */
  readonly trajectory: number;
}
