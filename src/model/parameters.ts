/**
 * @file A model's weights inside a graph: constants, or values given from outside, which can be differentiated and updated.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { matmul, slice, transpose } from "../graph/build.ts";
import type { Shape, Value } from "../graph/types.ts";
import type { ModelConfig } from "./config.ts";
import { transposedWeight, type Weights, weight } from "./weights.ts";

/** A model's config and where its weights come from. Names are official, without prefixes. */
export type NetworkDescription = { readonly config: ModelConfig } & (
  | { readonly weights: Weights }
  /** The weight of that name as a value of the graph, f32 with the shape it is stored with. */
  | { readonly weightValue: (name: string) => Value }
);

/** A weight as it is stored. */
export function parameter(graph: GraphBuilder, description: NetworkDescription, name: string): Value {
  if ("weightValue" in description) return description.weightValue(name);
  const { shape, data } = weight(description.weights, name);
  return graph.constant(shape, data);
}

/** The shape a weight is stored with. */
export const weightShape = (description: NetworkDescription, name: string): Shape =>
  "weightValue" in description ? description.weightValue(name).shape : weight(description.weights, name).shape;

/** Rows of a stored weight: `[start, end)` of its outputs. */
export interface OutputRange {
  readonly start: number;
  readonly end: number;
}

/**
 * `x Wᵀ`: f32 [..., in] by a weight stored as [out, in] → f32 [..., out], or only a range of its outputs. Where parts of a product are
 * wanted, it is the weight that is cut, which is small, and not the product.
 */
export function linear(
  graph: GraphBuilder,
  description: NetworkDescription,
  x: Value,
  name: string,
  range?: OutputRange,
): Value {
  const cut = (weight: Value, axis: number): Value =>
    range === undefined ? weight : slice(weight, axis, range.start, range.end);
  // ONNX Runtime takes a transposition before a product as part of it.
  if ("weightValue" in description) return matmul(x, transpose(cut(description.weightValue(name), 0), [1, 0]));
  const { shape, data } = transposedWeight(weight(description.weights, name));
  return matmul(x, cut(graph.constant(shape, data), 1));
}
