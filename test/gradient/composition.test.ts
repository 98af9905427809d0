import fc from "fast-check";
import { expect, it } from "vitest";
import {
  add,
  atan,
  concat,
  createGraph,
  div,
  exp,
  matmul,
  mul,
  neg,
  reduce,
  reshape,
  sigmoid,
  slice,
  softmax,
  sub,
  transpose,
} from "../../src/graph/build.ts";
import { gradients } from "../../src/graph/gradient/gradients.ts";
import type { Value } from "../../src/graph/types.ts";
import { normalStream } from "../../src/random/stream.ts";
import { numericalGradient, sum, worstDifference } from "./differences.ts";
import { exactly, type Feeds } from "./exact.ts";

/** From two values of [3, 4] a third one, bounded so that no composition explodes. */
const STEPS: readonly ((a: Value, b: Value) => Value)[] = [
  add,
  sub,
  (a, b) => atan(mul(a, b)),
  (a, b) => div(a, add(mul(b, b), 1)),
  (a) => neg(a),
  (a) => sigmoid(a),
  (a) => exp(neg(mul(a, a))),
  (a) => softmax(a),
  (a, b) => sub(a, reduce("mean", b, 1)),
  (a, b) => mul(a, reduce("sum", sigmoid(b), 0)),
  (a, b) => add(a, reduce("sumSquare", atan(b), 0, 1)),
  (a, b) => atan(matmul(matmul(a, transpose(a, [1, 0])), b)),
  (a, b) => concat(1, slice(a, 1, 0, 1), neg(slice(b, 1, 1, 4))),
  (a, b) => concat(0, slice(b, 0, 1, 3), slice(a, 0, 1, 2)),
  (a) => concat(1, slice(a, 1, 2, 4), slice(a, 1, 1, 3)),
  (a) => transpose(reshape(a, [4, 3]), [1, 0]),
];

const SIZE = 12;

/** The last two values of a chain in which each step takes any two of all before it, and their sum. */
const chain = fc.array(fc.tuple(fc.nat(STEPS.length - 1), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 });

it("is that of finite differences for any composition, whatever is shared in it", () => {
  fc.assert(
    fc.property(chain, fc.nat(), (steps, seed) => {
      const graph = createGraph();
      const inputs = [graph.input("0", "f32", [3, 4]), graph.input("1", "f32", [3, 4])];
      const pool = [...inputs];
      for (const [step, left, right] of steps) {
        const operand = (pick: number): Value => pool[pool.length - 1 - (pick % Math.min(pool.length, 4))] as Value;
        pool.push((STEPS[step] as (typeof STEPS)[number])(operand(left), operand(right)));
      }
      const loss = mul(pool.at(-1) as Value, pool.at(-2) as Value);

      const normal = normalStream(seed);
      const elements = inputs.map(() => Float64Array.from({ length: SIZE }, () => normal()));
      const feeds: Feeds = (name) => elements[Number(name)];
      const own = exactly(graph, gradients(loss, inputs))(feeds);
      const evaluate = exactly(graph, [loss]);
      elements.forEach((varied, place) => {
        const expected = numericalGradient(() => sum(evaluate(feeds)[0] ?? []), varied);
        expect(worstDifference(own[place] ?? [], expected)).toBeLessThan(1e-7);
      });
    }),
    { numRuns: 200, seed: 5 },
  );
});
