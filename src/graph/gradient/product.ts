/**
 * @file The gradient of the matrix product: of y = a·b that of a is g·bᵀ, that of b is aᵀ·g. Transpositions stand directly
 * before a product, where ONNX Runtime makes them part of it.
 */

import { matmul, reshape, transpose } from "../build.ts";
import { sizeOf } from "../shape.ts";
import type { Value } from "../types.ts";
import type { Rules } from "./rule.ts";
import { inFull, sumToShape } from "./spread.ts";

/** Whether a permutation only swaps the last two axes. */
export function swapsLastTwo(permutation: readonly number[]): boolean {
  const rank = permutation.length;
  return rank >= 2 && permutation.every((axis, place) => axis === (place < rank - 2 ? place : 2 * rank - 3 - place));
}

/** xᵀ over the last two axes: what x is the transposition of, where it is one. */
function turned(x: Value): Value {
  if (x.operation.op === "transpose" && swapsLastTwo(x.operation.permutation)) return x.inputs[0] as Value;
  const last = x.shape.length - 1;
  return transpose(x, [...x.shape.keys()].with(last, last - 1).with(last - 1, last));
}

/**
 * The transposed gradient. Of a weight that is transposed before it is used, where it is a product xᵀ·g, it is the product
 * gᵀ·x, and nobody needs the first one.
 */
export function turnedGradient(g: Value): Value {
  if (g.operation.op !== "matmul" || g.shape.length > 2) return turned(g);
  const [a, b] = g.inputs as [Value, Value];
  return matmul(turned(b), turned(a));
}

/** aᵀ·b. Of many small products the narrower side is transposed: ONNX Runtime's are half as fast where a wide one is. */
function transposedTimes(a: Value, b: Value): Value {
  const [m = 1, n = 1] = [a.shape.at(-1), b.shape.at(-1)];
  return n < m ? turned(matmul(turned(b), a)) : matmul(turned(a), b);
}

/** `[…, m, n]` as `[… · m, n]`. */
function rows(x: Value): Value {
  const width = x.shape.at(-1) ?? 1;
  return x.shape.length === 2 ? x : reshape(x, [sizeOf(x.shape) / width, width]);
}

export const productRules: Rules<"matmul"> = {
  matmul({ node, gradient, place, input }) {
    const [a, b] = node.inputs as [Value, Value];
    const g = inFull(gradient, node.shape);
    // A weight: one product over the rows of all leading axes.
    if (place === 1 && b.shape.length === 2) return matmul(turned(rows(a)), rows(g));
    const product = place === 0 ? matmul(g, turned(b)) : transposedTimes(a, g);
    return sumToShape(product, product.shape, input.shape);
  },
};
