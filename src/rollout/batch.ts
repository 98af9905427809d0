/**
 * @file How many rollouts go together.
 */

import { type ModelConfig, positionsOf } from "../model/config.ts";

/** Positions in a batch from which on the matrix products are wide enough for the engine to be at its best. */
const ENOUGH_POSITIONS = 1024;

const MOST_ROWS = 64;

/** Small canvases go together until the products are wide enough; a 30×30 canvas is wide enough alone. */
export function defaultBatch(config: ModelConfig): number {
  return Math.max(1, Math.min(MOST_ROWS, Math.round(ENOUGH_POSITIONS / positionsOf(config))));
}
