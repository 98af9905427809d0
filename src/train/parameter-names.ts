/**
 * @file Which tensors of a model are learned, and by whom. Upstream's buffers are not: the initial states, and the puzzle embedding,
 * which has an optimiser of its own.
 */

import type { ModelConfig } from "../model/config.ts";
import { weightShapes } from "../model/weight-shapes.ts";
import { PUZZLE_EMBEDDING } from "../model/weights.ts";

const BUFFERS = ["H_init", "L_init", PUZZLE_EMBEDDING];

/** Names and shapes of the parameters that Adam updates. */
export function parameterShapes(config: ModelConfig, expansion: number): Map<string, readonly number[]> {
  return new Map([...weightShapes(config, expansion)].filter(([name]) => !BUFFERS.includes(name)));
}
