/**
 * @file Tensors as plainly as they can be written, for the expected values of the conformance tests: an element is a function
 * of its indices. Shares nothing with `src/graph/shape.ts`, which it checks.
 */

import type { Dtype } from "../../src/graph/types.ts";

export interface PlainTensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Row-major; bool as 0 and 1. */
  readonly data: readonly number[];
}

type Indices = readonly number[];

/** Every combination of indices of a shape, the last one fastest. */
export function indicesOf(shape: readonly number[]): Indices[] {
  return shape.reduce<Indices[]>(
    (all, length) => all.flatMap((indices) => Array.from({ length }, (_, index) => [...indices, index])),
    [[]],
  );
}

/** The tensor whose element at some indices is what `element` makes of them. */
export function tabulate(
  shape: readonly number[],
  element: (indices: Indices) => number,
  dtype: Dtype = "f32",
): PlainTensor {
  return { dtype, shape, data: indicesOf(shape).map(element) };
}

export function at({ shape, data }: PlainTensor, indices: Indices): number {
  const place = shape.reduce((offset, length, axis) => offset * length + (indices[axis] ?? 0), 0);
  return data[place] as number;
}

/** The element that stands at these indices of a larger shape: axes count from the right, and length 1 is repeated. */
export function broadcastAt(tensor: PlainTensor, indices: Indices): number {
  const own = indices.slice(indices.length - tensor.shape.length);
  return at(
    tensor,
    own.map((index, axis) => (tensor.shape[axis] === 1 ? 0 : index)),
  );
}
