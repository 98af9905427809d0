/**
 * @file One case of an operation: what goes in, how it is built, what must come out; and the random tensors for it.
 */

import fc from "fast-check";
import type { Dtype, Value } from "../../src/graph/types.ts";
import { indicesOf, type PlainTensor, tabulate } from "./plain-tensor.ts";

export interface Case {
  readonly inputs: readonly PlainTensor[];
  readonly build: (inputs: readonly Value[]) => Value;
  /** In float64, from the float32 inputs. */
  readonly expected: PlainTensor;
  /** What the error of an element is in proportion to; `undefined` where every engine must give the exact value, rounded. */
  readonly scale: readonly number[] | undefined;
}

export type Cases = fc.Arbitrary<Case>;

export const first = (inputs: readonly Value[]): Value => inputs[0] as Value;

/** Sums whose error is in proportion to the sum of the terms' magnitudes. */
export function sumCase(
  inputs: readonly PlainTensor[],
  build: Case["build"],
  shape: readonly number[],
  terms: (indices: readonly number[]) => readonly number[],
): Case {
  const total = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0);
  const expected = tabulate(shape, (indices) => total(terms(indices)));
  return { inputs, build, expected, scale: indicesOf(shape).map((indices) => total(terms(indices).map(Math.abs))) };
}

/** Smaller ones would be subnormal after a product, and GPUs flush those to zero. */
const SMALLEST = 1e-15;

export const float = (min: number, max: number): fc.Arbitrary<number> =>
  fc.float({ min: Math.fround(min), max: Math.fround(max), noNaN: true }).map((x) => (Math.abs(x) < SMALLEST ? 0 : x));

export const oneOf = (...values: readonly number[]): fc.Arbitrary<number> =>
  fc.constantFrom(...values.map(Math.fround));

export const anyFloat = fc.oneof(
  oneOf(0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 1e4, 2 ** 24, SMALLEST, -SMALLEST, 1e15, -1e15),
  float(-8, 8),
);

export interface Elements {
  readonly of: fc.Arbitrary<number>;
  readonly dtype: Dtype;
}

export const floats = (of: fc.Arbitrary<number> = anyFloat): Elements => ({ of, dtype: "f32" });

export const LARGEST_INTEGER = 4;
export const INTEGERS: Elements = { of: fc.integer({ min: 0, max: LARGEST_INTEGER }), dtype: "i32" };

export function filled(shape: readonly number[], { of, dtype }: Elements): fc.Arbitrary<PlainTensor> {
  const count = indicesOf(shape).length;
  return fc.array(of, { minLength: count, maxLength: count }).map((data) => ({ dtype, shape, data }));
}

export const eitherKind: fc.Arbitrary<Elements> = fc.constantFrom(floats(), INTEGERS);

/** What the operations that only move elements about are given. */
export const movable = (shape: readonly number[]): fc.Arbitrary<PlainTensor> =>
  eitherKind.chain((elements) => filled(shape, elements));

export const axisLength = fc.integer({ min: 1, max: 4 });

export const shapeOf = (minLength: number, maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(axisLength, { minLength, maxLength });

/** Rank 0 to 4. */
export const anyShape = shapeOf(0, 4);

/** A shape that broadcasts to `target`: leading axes left off, others of length 1. */
export const broadcastable = (target: readonly number[]): fc.Arbitrary<number[]> =>
  fc
    .tuple(fc.integer({ min: 0, max: target.length }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
    .map(([missing, single]) => target.slice(missing).map((length, axis) => (single[axis] === true ? 1 : length)));
