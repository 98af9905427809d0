/**
 * @file Fresh weights, as upstream draws them before training: truncated normals of LeCun's width, a halting head that starts
 * silent, a puzzle embedding of zeros. Source: upstream `models/layers.py`, `models/common.py`, `trm.py`, at commit e7b6871.
 */

import { sizeOf } from "../graph/shape.ts";
import type { Shape } from "../graph/types.ts";
import { normalStream } from "../random/stream.ts";
import type { ModelConfig } from "./config.ts";
import { weightShapes } from "./weight-shapes.ts";
import { PUZZLE_EMBEDDING, type Weight } from "./weights.ts";

export interface InitialiseOptions {
  readonly seed: number;
  /** SwiGLU's expansion; 4 as published. */
  readonly expansion?: number;
  /** Factor on every matrix of the reasoning blocks but the query and key rows. Below 1 the recursion calms down. */
  readonly gain?: number;
  /** Standard deviation of the puzzle embedding and of the halting head's weight; upstream's 0 makes both do nothing. */
  readonly spread?: number;
  /** Both biases of the halting head; upstream −5. */
  readonly haltBias?: number;
}

/** All tensors of a model, the puzzle embedding included, under official names without prefixes. */
export function initialWeights(config: ModelConfig, options: InitialiseOptions): ReadonlyMap<string, Weight> {
  const { seed, expansion = 4, gain = 1, spread = 0, haltBias = -5 } = options;
  const normal = normalStream(seed);
  const weights = new Map<string, Weight>();
  for (const [name, shape] of weightShapes(config, expansion)) {
    const data = new Float32Array(sizeOf(shape));
    if (name === "q_head.bias") data.fill(haltBias);
    else {
      const width = standardDeviation(name, shape, config, spread);
      const quietRows = name.endsWith("qkv_proj.weight") ? (2 / 3) * data.length : 0;
      for (let place = 0; place < data.length; place++) {
        const factor = name.includes("_level.") && place >= quietRows ? gain : 1;
        data[place] = factor * width * truncated(normal);
      }
    }
    weights.set(name, { shape, data });
  }
  return weights;
}

function standardDeviation(name: string, shape: Shape, { hiddenSize }: ModelConfig, spread: number): number {
  if (name === PUZZLE_EMBEDDING || name === "q_head.weight") return spread;
  if (name === "H_init" || name === "L_init") return 1;
  // LeCun: 1/√(inputs). Embeddings start at 1/√D, since the input is multiplied by √D.
  return 1 / Math.sqrt(name.startsWith("embed_") ? hiddenSize : (shape[1] ?? 1));
}

/** Standard deviation of a standard normal cut off at ±2. */
const TRUNCATED_DEVIATION = 0.879_625_661_034_239_8;

/** A normal cut off at ±2, widened so that its standard deviation is 1 again. */
function truncated(normal: () => number): number {
  let value = normal();
  while (Math.abs(value) > 2) value = normal();
  return value / TRUNCATED_DEVIATION;
}
