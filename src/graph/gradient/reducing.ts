/**
 * @file Gradients of the operations that sum or compare over an axis.
 */

import { div, equal, mul, reduce, sub, where } from "../build.ts";
import { sizeOf } from "../shape.ts";
import type { ReduceOp, Value } from "../types.ts";
import type { Rules } from "./rule.ts";

/** Of `y` = x reduced over `axes`: from g, the gradient of y, to that of x. What a sum sends back is the same for all its terms. */
const REDUCE: Readonly<Record<ReduceOp, (g: Value, x: Value, y: Value, axes: readonly number[]) => Value>> = {
  sum: (g) => g,
  mean: (g, x, y) => div(g, sizeOf(x.shape) / sizeOf(y.shape)),
  sumSquare: (g, x) => mul(mul(g, 2), x),
  max: sharedByEqual,
  min: sharedByEqual,
};

/** All elements that equal the extreme share its gradient. */
function sharedByEqual(g: Value, x: Value, y: Value, axes: readonly number[]): Value {
  const reached = equal(x, y);
  return where(reached, div(g, reduce("sum", where(reached, 1, 0), ...axes)), 0);
}

export const reducingRules: Rules<"reduce" | "softmax"> = {
  reduce: ({ node, gradient, input }, { kind, axes }) => REDUCE[kind](gradient, input, node, axes),
  // y·(g − Σ g·y)
  softmax({ node, gradient }) {
    const weighted = mul(gradient, node);
    return sub(weighted, mul(node, reduce("sum", weighted, -1)));
  },
};
