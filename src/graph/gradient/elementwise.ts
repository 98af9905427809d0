/**
 * @file Gradients of the operations that work element by element.
 */

import { add, div, greaterOrEqual, mul, neg, scalar, sub, where } from "../build.ts";
import type { BinaryOp, UnaryOp, Value } from "../types.ts";
import type { Asked, Rules } from "./rule.ts";
import { sumToShape } from "./spread.ts";

/** Of `y = f(x)`: from g, the gradient of y, to that of x. */
const unary =
  (rule: (g: Value, x: Value, y: Value) => Value) =>
  ({ node, gradient, input }: Asked): Value =>
    rule(gradient, input, node);

/** Of `y = f(a, b)`, before the sum over what was broadcast. */
type BinaryRule = (g: Value, a: Value, b: Value, y: Value) => Value | undefined;

const binary =
  (...rules: [ofA: BinaryRule, ofB: BinaryRule]) =>
  ({ node, gradient, place, input }: Asked): Value | undefined => {
    const [a, b] = node.inputs as [Value, Value];
    const whole = rules[place]?.(gradient, a, b, node);
    return whole && sumToShape(whole, node.shape, input.shape);
  };

const comparison = () => undefined;

export const elementwiseRules: Rules<UnaryOp | BinaryOp | "where"> = {
  neg: unary((g) => neg(g)),
  // At 0 the derivative from the right, so that kinks cancel where they do in the sum: max(x, 0) − |x|/2 is smooth.
  abs: unary((g, x) => where(greaterOrEqual(x, 0), g, neg(g))),
  // Infinite at 0.
  sqrt: unary((g, _, y) => div(mul(g, 0.5), y)),
  exp: unary((g, _, y) => mul(g, y)),
  log: unary((g, x) => div(g, x)),
  sigmoid: unary((g, _, y) => mul(mul(g, y), sub(scalar(y.graph, 1), y))),
  atan: unary((g, x) => div(g, add(mul(x, x), 1))),

  add: binary(
    (g) => g,
    (g) => g,
  ),
  sub: binary(
    (g) => g,
    (g) => neg(g),
  ),
  // A square is differentiated at once: g may be small where g·a is not.
  mul: binary(
    (g, a, b) => (a === b ? mul(mul(g, 2), a) : mul(g, b)),
    (g, a, b) => (a === b ? undefined : mul(g, a)),
  ),
  div: binary(
    (g, _, b) => div(g, b),
    (g, _, b, y) => neg(mul(div(g, b), y)),
  ),
  equal: comparison,
  greaterOrEqual: comparison,

  where({ node, gradient, place, input }) {
    const condition = node.inputs[0] as Value;
    const chosen = place === 1 ? where(condition, gradient, 0) : where(condition, 0, gradient);
    return sumToShape(chosen, node.shape, input.shape);
  },
};
