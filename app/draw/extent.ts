/**
 * @file The size that every answer of a rollout fits into, so that nothing jumps while the cursor moves.
 */

import { boardSize } from "../../src/render/board.ts";
import type { RolloutModel } from "../session/rollout-model.ts";
import { type GridSize, union } from "./fit.ts";
import type { GridStyle } from "./grid-style.ts";

export function rolloutExtent({ timeline, record }: RolloutModel, { side, notation }: GridStyle): GridSize {
  const size = (tokens: Uint8Array): GridSize => boardSize(tokens, side, notation);
  let most = record.targetTokens === null ? { rows: 1, columns: 1 } : size(record.targetTokens);
  if (!notation.crops) return size(record.inputTokens);
  for (const { answer } of timeline.positions) if (answer !== undefined) most = union(most, size(answer.tokens));
  return most;
}
