/**
 * @file Cases of the operations that sum or compare over an axis.
 */

import fc from "fast-check";
import * as build from "../../src/graph/build.ts";
import type { ReduceOp, Value } from "../../src/graph/types.ts";
import { broadcastable, type Case, type Cases, filled, first, float, floats, oneOf, shapeOf, sumCase } from "./case.ts";
import { at, broadcastAt, indicesOf, tabulate } from "./plain-tensor.ts";

const moderate = float(-4, 4);

/** Leading axes broadcast against each other. */
export const matmul: Cases = fc
  .tuple(shapeOf(3, 3), shapeOf(0, 2))
  .chain(([[m = 1, k = 1, n = 1], leading]) =>
    fc.tuple(broadcastable(leading), fc.boolean()).chain(([part, swap]) => {
      const [left, right] = swap ? [part, leading] : [leading, part];
      return fc.tuple(
        fc.constant([...leading, m, n]),
        filled([...left, m, k], floats(moderate)),
        filled([...right, k, n], floats(moderate)),
      );
    }),
  )
  .map(([shape, a, b]) =>
    sumCase(
      [a, b],
      ([x, y]) => build.matmul(x as Value, y as Value),
      shape,
      (indices) => {
        const [leading, [i = 0, j = 0]] = [indices.slice(0, -2), indices.slice(-2)];
        return Array.from(
          { length: a.shape.at(-1) ?? 0 },
          (_, l) => broadcastAt(a, [...leading, i, l]) * broadcastAt(b, [...leading, l, j]),
        );
      },
    ),
  );

function reduction(kind: ReduceOp): Cases {
  return shapeOf(1, 4)
    .chain((shape) =>
      fc.tuple(
        fc.constantFrom(moderate, oneOf(-1, 1, 2)).chain((of) => filled(shape, floats(of))),
        fc.subarray([...shape.keys()], { minLength: 1 }),
        fc.boolean(),
      ),
    )
    .map(([x, axes, fromTheEnd]): Case => {
      const shape = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
      const group = (indices: readonly number[]): number[] =>
        indicesOf(x.shape)
          .filter((own) => own.every((index, axis) => axes.includes(axis) || index === indices[axis]))
          .map((own) => at(x, own));
      const asked = fromTheEnd ? axes.map((axis) => axis - x.shape.length) : axes;
      const builder: Case["build"] = (inputs) => build.reduce(kind, first(inputs), ...asked);
      if (kind === "sum") return sumCase([x], builder, shape, group);
      if (kind === "sumSquare") {
        return sumCase([x], builder, shape, (indices) => group(indices).map((value) => value * value));
      }
      if (kind === "mean") {
        return sumCase([x], builder, shape, (indices) => group(indices).map((value, _, all) => value / all.length));
      }
      const expected = tabulate(shape, (indices) => Math[kind](...group(indices)));
      return { inputs: [x], build: builder, expected, scale: undefined };
    });
}

export const REDUCE: Readonly<Record<ReduceOp, Cases>> = {
  sum: reduction("sum"),
  mean: reduction("mean"),
  max: reduction("max"),
  min: reduction("min"),
  sumSquare: reduction("sumSquare"),
};

export const softmax: Cases = shapeOf(1, 4)
  .chain((shape) => filled(shape, floats(fc.oneof(moderate, oneOf(0, 3, 1e4, -1e4)))))
  .map((x) => {
    const row = (indices: readonly number[]): number[] =>
      Array.from({ length: x.shape.at(-1) ?? 0 }, (_, index) => at(x, [...indices.slice(0, -1), index]));
    const expected = tabulate(x.shape, (indices) => {
      const largest = Math.max(...row(indices));
      const total = row(indices).reduce((sum, value) => sum + Math.exp(value - largest), 0);
      return Math.exp(at(x, indices) - largest) / total;
    });
    return {
      inputs: [x],
      build: (inputs) => build.softmax(first(inputs)),
      expected,
      scale: expected.data.map(() => 1),
    };
  });
