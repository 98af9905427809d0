/**
 * @file What an answer state says: tokens, how sure of them, and the halting head. All in float32 and on the engine, without
 * ArgMax and TopK, which not every execution provider has.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { add, div, equal, exp, greaterOrEqual, log, mul, reduce, reshape, slice, sub, where } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
import { linear, type NetworkDescription, parameter } from "./parameters.ts";

export interface Decoded {
  /** f32 [B, S, V] */
  readonly logits: Value;
  /** f32 [B, S], whole numbers: the largest logit's token, the lowest on a tie. */
  readonly tokens: Value;
  /** f32 [B, rows of the halting head]: halt, then continue where there is one. */
  readonly qLogits: Value;
  /** f32 [B], nats, mean over the canvas. */
  readonly meanEntropy: Value;
  /** f32 [B]: smallest difference between a cell's two largest logits. */
  readonly minMargin: Value;
  /** f32 [B, S, V] */
  readonly probabilities: Value;
  /** f32 [B, S] */
  readonly confidence: Value;
}

/** Decodes an answer state f32 [B, P+S, D]. The halting head reads position 0, the language head the last S positions. */
export function decode(graph: GraphBuilder, description: NetworkDescription, state: Value): Decoded {
  const { config } = description;
  const [batch = 1, positions = 1] = state.shape;
  const { vocabSize, seqLen, puzzlePositions } = config;
  const logits = linear(graph, description, slice(state, 1, puzzlePositions, positions), "lm_head.weight");

  const first = reshape(slice(state, 1, 0, 1), [batch, config.hiddenSize]);
  const qLogits = add(linear(graph, description, first, "q_head.weight"), parameter(graph, description, "q_head.bias"));

  const largest = reduce("max", logits, -1);
  const vocabulary = graph.constant(
    [vocabSize],
    Float32Array.from({ length: vocabSize }, (_, token) => token),
  );
  const token = reduce("min", where(greaterOrEqual(logits, largest), vocabulary, vocabSize), -1);
  const second = reduce("max", where(equal(vocabulary, token), LOWEST, logits), -1);
  const margin = sub(largest, second);

  // −Σ p·log p = log Σ e^s − Σ e^s·s / Σ e^s, with s the logit below the largest: no logarithm of a tiny probability.
  const below = sub(logits, largest);
  const powers = exp(below);
  const total = reduce("sum", powers, -1);
  const entropy = sub(log(total), div(reduce("sum", mul(powers, below), -1), total));

  const perCell = (value: Value): Value => reshape(value, [batch, seqLen]);
  const perRow = (value: Value): Value => reshape(value, [batch]);
  return {
    logits,
    qLogits,
    tokens: perCell(token),
    meanEntropy: perRow(reduce("mean", perCell(entropy), 1)),
    minMargin: perRow(reduce("min", perCell(margin), 1)),
    probabilities: div(powers, total),
    // The largest logit's power is e^0.
    confidence: perCell(div(graph.scalar(1), total)),
  };
}

/** Below every logit there is; not −∞, which some execution providers do not take as a constant. */
const LOWEST = -3e38;
