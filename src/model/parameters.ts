/**
 * @file A model's weights inside a graph: constants, or values given from outside, which can be differentiated and updated.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { matmul, transpose } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
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

/** `x Wᵀ`: f32 [..., in] by a weight stored as [out, in] → f32 [..., out]. */
export function linear(graph: GraphBuilder, description: NetworkDescription, x: Value, name: string): Value {
  // ONNX Runtime takes a transposition before a product as part of it.
  if ("weightValue" in description) return matmul(x, transpose(description.weightValue(name), [1, 0]));
  const { shape, data } = transposedWeight(weight(description.weights, name));
  return matmul(x, graph.constant(shape, data));
}
