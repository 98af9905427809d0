/**
 * @file Cases of the operations that only move elements about: exact on every engine, of floats and (but for slices) of whole numbers.
 */

import fc from "fast-check";
import * as build from "../../src/graph/build.ts";
import type { Value } from "../../src/graph/types.ts";
import {
  anyShape,
  axisLength,
  broadcastable,
  type Cases,
  eitherKind,
  filled,
  first,
  floats,
  movable,
  shapeOf,
} from "./case.ts";
import { at, broadcastAt, type PlainTensor, tabulate } from "./plain-tensor.ts";

export const reshape: Cases = anyShape
  .chain((shape) => fc.tuple(movable(shape), fc.integer({ min: 0, max: 4 })))
  .map(([x, cut]) => {
    const count = (lengths: readonly number[]): number => lengths.reduce((product, length) => product * length, 1);
    const two = [count(x.shape.slice(0, cut)), count(x.shape.slice(cut))];
    const shape = two.every((length) => length === 1) ? [] : two;
    return {
      inputs: [x],
      build: (inputs) => build.reshape(first(inputs), shape),
      expected: { ...x, shape },
      scale: undefined,
    };
  });

export const broadcast: Cases = anyShape
  .chain((shape) => fc.tuple(fc.constant(shape), broadcastable(shape).chain(movable)))
  .map(([shape, x]) => ({
    inputs: [x],
    build: (inputs) => build.broadcast(first(inputs), shape),
    expected: tabulate(shape, (indices) => broadcastAt(x, indices), x.dtype),
    scale: undefined,
  }));

export const transpose: Cases = shapeOf(1, 4)
  .chain((shape) => fc.tuple(movable(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })))
  .map(([x, permutation]) => {
    const shape = permutation.map((axis) => x.shape[axis] ?? 0);
    const origin = (indices: readonly number[]): number[] =>
      x.shape.map((_, axis) => indices[permutation.indexOf(axis)] ?? 0);
    return {
      inputs: [x],
      build: (inputs) => build.transpose(first(inputs), permutation),
      expected: tabulate(shape, (indices) => at(x, origin(indices)), x.dtype),
      scale: undefined,
    };
  });

const axisOf = (shape: readonly number[]) => fc.integer({ min: 0, max: shape.length - 1 });

export const slice: Cases = shapeOf(1, 4)
  .chain((shape) => fc.tuple(filled(shape, floats()), axisOf(shape)))
  .chain(([x, axis]) => {
    const length = x.shape[axis] ?? 1;
    const range = fc
      .tuple(fc.integer({ min: 0, max: length - 1 }), axisLength)
      .map(([start, count]) => [start, Math.min(start + count, length)] as const);
    return fc.tuple(fc.constant(x), fc.constant(axis), range);
  })
  .map(([x, axis, [start, end]]) => {
    const origin = (indices: readonly number[]): number[] => indices.with(axis, start + (indices[axis] ?? 0));
    return {
      inputs: [x],
      build: (inputs) => build.slice(first(inputs), axis, start, end),
      expected: tabulate(x.shape.with(axis, end - start), (indices) => at(x, origin(indices)), x.dtype),
      scale: undefined,
    };
  });

export const concat: Cases = shapeOf(1, 4)
  .chain((shape) =>
    fc.tuple(fc.constant(shape), axisOf(shape), fc.array(axisLength, { minLength: 1, maxLength: 3 }), eitherKind),
  )
  .chain(([shape, axis, lengths, elements]) =>
    fc.tuple(fc.constant(axis), fc.tuple(...lengths.map((length) => filled(shape.with(axis, length), elements)))),
  )
  .map(([axis, parts]) => {
    const [{ shape, dtype }] = parts as [PlainTensor, ...PlainTensor[]];
    const origins = parts.flatMap((part) =>
      Array.from({ length: part.shape[axis] ?? 0 }, (_, index) => ({ part, index })),
    );
    const element = (indices: readonly number[]): number => {
      const { part, index } = origins[indices[axis] ?? 0] as (typeof origins)[number];
      return at(part, indices.with(axis, index));
    };
    return {
      inputs: parts,
      build: ([value, ...rest]) => build.concat(axis, value as Value, ...rest),
      expected: tabulate(shape.with(axis, origins.length), element, dtype),
      scale: undefined,
    };
  });

export const gather: Cases = fc
  .tuple(shapeOf(1, 3), shapeOf(0, 2))
  .chain(([table, shape]) => {
    const rows = fc.integer({ min: 0, max: (table[0] ?? 1) - 1 });
    return fc.tuple(movable(table), filled(shape, { of: rows, dtype: "i32" }));
  })
  .map(([table, indices]) => {
    const rank = indices.shape.length;
    return {
      inputs: [table, indices],
      build: ([x, y]) => build.gather(x as Value, y as Value),
      expected: tabulate(
        [...indices.shape, ...table.shape.slice(1)],
        (place) => at(table, [at(indices, place.slice(0, rank)), ...place.slice(rank)]),
        table.dtype,
      ),
      scale: undefined,
    };
  });
