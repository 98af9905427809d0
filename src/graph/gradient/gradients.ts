/**
 * @file Reverse-mode differentiation: from a graph to more of the same graph. What it appends are the operations of
 * `../types.ts` only, so it runs on every engine, and can be differentiated again.
 */

import { scalar } from "../build.ts";
import type { Graph, Operation, Value } from "../types.ts";
import { elementwiseRules } from "./elementwise.ts";
import { movingRules } from "./moving.ts";
import { productRules } from "./product.ts";
import { reducingRules } from "./reducing.ts";
import type { Asked, Contribution, Operations, RangeGradient, Rules } from "./rule.ts";
import { inFull } from "./spread.ts";
import { totalGradient } from "./total.ts";

export interface GradientOptions {
  /** Values that count as given, even where they are computed from `wrt`: nothing is differentiated through them. */
  readonly constants?: readonly Value[];
}

/** They have no inputs to be asked for. */
const leaf = () => undefined;

const RULES: Rules<Operation["op"]> = {
  ...elementwiseRules,
  ...reducingRules,
  ...productRules,
  ...movingRules,
  input: leaf,
  constant: leaf,
};

/**
 * d(Σ loss)/d(wrt), for each value of `wrt` one of its shape; zeros where `loss` does not depend on it. Of a value that is
 * computed from another one of `wrt`, that one's gradient takes in what goes through it.
 *
 * Where there is no derivative: that of `abs` at 0 is 1; elements that share an extreme share its gradient; conditions have
 * none. An infinite derivative in the branch that a `where` did not take gives NaN, 0 · ∞: keep both branches finite.
 *
 * Throws for a `wrt` or `loss` that is not f32 or of another graph, and for a gather from more than 4096 rows.
 */
export function gradients(loss: Value, wrt: readonly Value[], { constants = [] }: GradientOptions = {}): Value[] {
  const { graph } = loss;
  for (const value of [loss, ...wrt]) {
    if (value.graph !== graph) throw new Error("gradient between values of two graphs");
    if (value.dtype !== "f32") throw new Error(`gradient of or to a value of ${value.dtype}`);
  }
  const fixed = new Set(constants);
  const between = dependents(graph, wrt, fixed);
  const contributions = new Map<Value, (Value | RangeGradient)[]>([[loss, [scalar(graph, 1)]]]);
  const known = new Map<Value, Value>();
  for (let index = loss.index; index >= 0; index--) {
    const node = graph.values[index] as Value;
    const own = contributions.get(node);
    if (own === undefined || !between.has(node)) continue;
    const gradient = totalGradient(node, own);
    known.set(node, gradient);
    if (fixed.has(node)) continue;
    node.inputs.forEach((input, place) => {
      if (!between.has(input)) return;
      const contribution = derive(node.operation.op, node.operation, { node, gradient, place, input });
      if (contribution === undefined) return;
      contributions.set(input, [...(contributions.get(input) ?? []), contribution]);
    });
  }
  return wrt.map((value) => inFull(known.get(value) ?? scalar(graph, 0), value.shape));
}

/** What depends on `wrt`, itself included, but through what is fixed. */
function dependents(graph: Graph, wrt: readonly Value[], fixed: ReadonlySet<Value>): Set<Value> {
  const found = new Set(wrt);
  for (const value of graph.values) {
    if (value.dtype === "f32" && !fixed.has(value) && value.inputs.some((input) => found.has(input))) found.add(value);
  }
  return found;
}

function derive<Op extends Operation["op"]>(op: Op, operation: Operations[Op], asked: Asked): Contribution {
  return RULES[op](asked, operation);
}
