/**
 * @file The losses as graph fragments, per row of the batch. Source: upstream `models/losses.py`, at commit e7b6871, which computes
 * stablemax in float64; here all is float32, written so that nothing cancels.
 */

import {
  add,
  constant,
  div,
  equal,
  exp,
  greaterOrEqual,
  log,
  mul,
  neg,
  reduce,
  reshape,
  scalar,
  sub,
  where,
} from "../graph/build.ts";
import type { Value } from "../graph/types.ts";

export type LossName = "stablemax_cross_entropy" | "softmax_cross_entropy";

/** Where a cell has no label. */
export const NO_LABEL = -1;

/** f32 [B, S] */
const labelled = (labels: Value): Value => where(equal(labels, NO_LABEL), 0, 1);

/** Labelled cells of each row, f32 [B]. */
export const labelCount = (labels: Value): Value => perRow(labelled(labels));

/** Labelled cells that `tokens` f32 [B, S] gets right, f32 [B]. */
export const correctCount = (tokens: Value, labels: Value): Value => perRow(where(equal(tokens, labels), 1, 0));

/** Cross-entropy, mean over the labelled cells of a row, f32 [B]: logits f32 [B, S, V], labels f32 [B, S] or `NO_LABEL`. */
export function crossEntropy(name: LossName, logits: Value, labels: Value): Value {
  const [batch = 1, cells = 1, vocabSize = 1] = logits.shape;
  const { logWeight, logTotal } = name === "stablemax_cross_entropy" ? stablemax(logits) : softmax(logits);
  const tokens = Float32Array.from({ length: vocabSize }, (_, token) => token);
  const isLabel = equal(reshape(labels, [batch, cells, 1]), constant(logits.graph, [vocabSize], tokens));
  const ofLabel = reshape(reduce("sum", where(isLabel, logWeight, 0), -1), [batch, cells]);
  const loss = where(equal(labels, NO_LABEL), 0, sub(reshape(logTotal, [batch, cells]), ofLabel));
  const count = labelCount(labels);
  return div(perRow(loss), where(equal(count, 0), 1, count));
}

/** What a token's probability is made of: log of its weight f32 [B, S, V], log of the sum of all f32 [B, S, 1]. */
interface Weights {
  readonly logWeight: Value;
  readonly logTotal: Value;
}

function softmax(logits: Value): Weights {
  const below = sub(logits, reduce("max", logits, -1));
  return { logWeight: below, logTotal: log(reduce("sum", exp(below), -1)) };
}

/** s(x) = x + 1 from 0 on, 1 / (1 − x) below: either way from `1 + |x|`, which never comes near 0. */
function stablemax(logits: Value): Weights {
  const positive = greaterOrEqual(logits, 0);
  const size = where(positive, add(logits, 1), sub(scalar(logits.graph, 1), logits));
  const weight = where(positive, size, div(scalar(logits.graph, 1), size));
  const logSize = log(size);
  return { logWeight: where(positive, logSize, neg(logSize)), logTotal: log(reduce("sum", weight, -1)) };
}

/** Binary cross-entropy of logits f32 [B] against probabilities f32 [B]. */
export function binaryCrossEntropy(logits: Value, target: Value): Value {
  const positive = greaterOrEqual(logits, 0);
  // log(1 + e^x), from e^−|x|, which cannot overflow.
  const softplus = add(where(positive, logits, 0), log(add(exp(where(positive, neg(logits), logits)), 1)));
  return sub(softplus, mul(logits, target));
}

const perRow = (cells: Value): Value => reshape(reduce("sum", cells, 1), [cells.shape[0] ?? 1]);
