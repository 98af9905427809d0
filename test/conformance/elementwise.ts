/**
 * @file Cases of the operations that work element by element.
 */

import fc from "fast-check";
import {
  abs,
  add,
  atan,
  div,
  equal,
  exp,
  greaterOrEqual,
  log,
  mul,
  neg,
  sigmoid,
  sign as signOf,
  sqrt,
  sub,
  where as whereOf,
} from "../../src/graph/build.ts";
import type { BinaryOp, UnaryOp, Value } from "../../src/graph/types.ts";
import {
  anyFloat,
  anyShape,
  axisLength,
  broadcastable,
  type Cases,
  type Elements,
  eitherKind,
  filled,
  first,
  float,
  floats,
  INTEGERS,
  oneOf,
} from "./case.ts";
import { broadcastAt, tabulate } from "./plain-tensor.ts";

interface Unary {
  readonly of: fc.Arbitrary<number>;
  readonly f: (x: number) => number;
  /** What the error at x is in proportion to; left out where the value must be exact. */
  readonly scale?: (x: number) => number;
}

function unary(op: (x: Value) => Value, { of, f, scale }: Unary): Cases {
  return anyShape
    .chain((shape) => filled(shape, floats(of)))
    .map((x) => ({
      inputs: [x],
      build: (inputs) => op(first(inputs)),
      expected: { ...x, data: x.data.map(f) },
      scale: scale && x.data.map(scale),
    }));
}

const positive = fc.oneof(oneOf(1, 0.5, 1e-15, 1e15), float(0.25, 8));

const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));

export const UNARY: Readonly<Record<UnaryOp, Cases>> = {
  neg: unary(neg, { of: anyFloat, f: (x) => -x }),
  abs: unary(abs, { of: anyFloat, f: Math.abs }),
  sqrt: unary(sqrt, { of: fc.oneof(positive, oneOf(0)), f: Math.sqrt, scale: Math.sqrt }),
  exp: unary(exp, {
    of: fc.oneof(float(-60, 60), oneOf(0, -1e4)),
    f: Math.exp,
    // A GPU's e^x is 2^(x/ln 2), and the product is rounded.
    scale: (x) => (1 + Math.abs(x)) * Math.exp(x),
  }),
  log: unary(log, { of: positive, f: Math.log, scale: (x) => Math.abs(Math.log(x)) }),
  sigmoid: unary(sigmoid, {
    of: fc.oneof(float(-8, 8), oneOf(0, -1e4, 1e4, 40, -40)),
    f: sigmoidOf,
    scale: sigmoidOf,
  }),
  atan: unary(atan, { of: anyFloat, f: Math.atan, scale: (x) => Math.abs(Math.atan(x)) }),
};

export const sign = unary(signOf, { of: anyFloat, f: (x) => Number(x > 0) - Number(x < 0) });

/** Shapes that broadcast to one another, and to what. */
const shapePair = fc.oneof(
  anyShape.chain((shape) =>
    fc.tuple(broadcastable(shape), fc.boolean()).map(([part, swap]) => ({
      shape,
      pair: swap ? ([part, shape] as const) : ([shape, part] as const),
    })),
  ),
  // Each side repeats an axis of the other.
  fc.tuple(axisLength, axisLength, axisLength).map(([m, k, n]) => ({
    shape: [m, k, n],
    pair: [
      [m, 1, n],
      [k, 1],
    ],
  })),
);

interface Binary {
  /** Left and right; one pair of these. */
  readonly of: readonly (readonly [Elements, Elements])[];
  readonly f: (a: number, b: number) => number;
  readonly rounded?: boolean;
  readonly result?: "bool";
}

function binary(op: (a: Value, b: Value) => Value, { of, f, rounded = false, result }: Binary): Cases {
  return fc
    .tuple(shapePair, fc.constantFrom(...of))
    .chain(([{ shape, pair }, [left, right]]) =>
      fc.tuple(fc.constant(shape), filled(pair[0] ?? [], left), filled(pair[1] ?? [], right)),
    )
    .map(([shape, a, b]) => {
      const expected = tabulate(shape, (indices) => f(broadcastAt(a, indices), broadcastAt(b, indices)), result);
      const scale = rounded ? expected.data.map(Math.abs) : undefined;
      return { inputs: [a, b], build: ([x, y]) => op(x as Value, y as Value), expected, scale };
    });
}

const ANY = [[floats(), floats()]] as const;
const NON_ZERO = floats(fc.oneof(oneOf(1, -1, 0.5, 1e-15, 1e15), float(0.25, 8)));
const OFTEN_EQUAL = floats(oneOf(0, -0, 1, 1.0000001, 2));
const COMPARED = [...ANY, [OFTEN_EQUAL, OFTEN_EQUAL], [INTEGERS, INTEGERS]] as const;

export const BINARY: Readonly<Record<BinaryOp, Cases>> = {
  add: binary(add, { of: ANY, f: (a, b) => a + b }),
  sub: binary(sub, { of: ANY, f: (a, b) => a - b }),
  mul: binary(mul, { of: ANY, f: (a, b) => a * b }),
  div: binary(div, { of: [[floats(), NON_ZERO]], f: (a, b) => a / b, rounded: true }),
  equal: binary(equal, { of: COMPARED, f: (a, b) => Number(a === b), result: "bool" }),
  greaterOrEqual: binary(greaterOrEqual, { of: COMPARED, f: (a, b) => Number(a >= b), result: "bool" }),
};

/** Any of the three may be the one that has the whole shape. */
export const where: Cases = fc
  .tuple(anyShape, eitherKind, fc.integer({ min: 0, max: 2 }))
  .chain(([shape, elements, whole]) => {
    const part = (place: number) => (place === whole ? fc.constant(shape) : broadcastable(shape));
    return fc.tuple(
      fc.constant(shape),
      part(0).chain((own) => filled(own, floats(oneOf(0, 1)))),
      part(1).chain((own) => filled(own, elements)),
      part(2).chain((own) => filled(own, elements)),
    );
  })
  .map(([shape, condition, a, b]) => ({
    inputs: [condition, a, b],
    build: ([c, x, y]) => whereOf(equal(c as Value, 1), x as Value, y as Value),
    expected: tabulate(
      shape,
      (indices) => broadcastAt(broadcastAt(condition, indices) === 1 ? a : b, indices),
      a.dtype,
    ),
    scale: undefined,
  }));
