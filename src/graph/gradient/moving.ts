/**
 * @file Gradients of the operations that only move elements about.
 */

import { constant, equal, matmul, reshape, slice, transpose, where } from "../build.ts";
import { sizeOf } from "../shape.ts";
import type { Value } from "../types.ts";
import { swapsLastTwo, turnedGradient } from "./product.ts";
import type { Rules } from "./rule.ts";
import { inFull, sumToShape } from "./spread.ts";

/** A table's gradient is a product with one-hot rows: that suits a vocabulary, not a dictionary. */
const LARGEST_TABLE = 4096;

export const movingRules: Rules<"reshape" | "broadcast" | "transpose" | "slice" | "concat" | "gather"> = {
  reshape: ({ node, gradient, input }) =>
    sizeOf(gradient.shape) === 1 ? reshape(gradient, []) : reshape(inFull(gradient, node.shape), input.shape),

  broadcast: ({ node, gradient, input }) => sumToShape(gradient, node.shape, input.shape),

  transpose({ node, gradient }, { permutation }) {
    const g = inFull(gradient, node.shape);
    return swapsLastTwo(permutation) ? turnedGradient(g) : transpose(g, inverse(permutation));
  },

  slice: ({ gradient }, { axis, start, end }) => ({ axis, start, end, gradient }),

  concat({ node, gradient, place, input }, { axis }) {
    const before = node.inputs.slice(0, place).reduce((total, part) => total + (part.shape[axis] ?? 0), 0);
    const own = axis - node.shape.length + gradient.shape.length;
    const isSame = gradient.shape[own] !== node.shape[axis];
    return isSame ? gradient : slice(gradient, own, before, before + (input.shape[axis] ?? 0));
  },

  gather({ node, gradient, input: table, place }) {
    if (place === 1) return undefined;
    const [, indices] = node.inputs as [Value, Value];
    const [length = 1, ...rest] = table.shape;
    if (length > LARGEST_TABLE) {
      throw new Error(`gradient of a gather from ${length} rows (at most ${LARGEST_TABLE})`);
    }
    const count = sizeOf(indices.shape);
    const numbers = constant(
      node.graph,
      [length, 1],
      Int32Array.from({ length }, (_, row) => row),
    );
    const oneHot = where(equal(numbers, reshape(indices, [1, count])), 1, 0);
    const product = matmul(oneHot, reshape(inFull(gradient, node.shape), [count, sizeOf(rest)]));
    return reshape(product, table.shape);
  },
};

const inverse = (permutation: readonly number[]): number[] => permutation.map((_, axis) => permutation.indexOf(axis));
