/**
 * @file The gradient of a value from what all its uses contribute. Uses of ranges of one axis, such as query, key and value or
 * gate and up, are laid side by side instead of being filled up with zeros and added.
 */

import { add, broadcast, concat, scalar } from "../build.ts";
import { sizeOf } from "../shape.ts";
import type { Value } from "../types.ts";
import type { RangeGradient } from "./rule.ts";
import { inFull } from "./spread.ts";

/** The sum of at least one contribution to the gradient of `value`. */
export function totalGradient(value: Value, contributions: readonly (Value | RangeGradient)[]): Value {
  const wholes = contributions.filter((contribution): contribution is Value => !("axis" in contribution));
  const ranges = contributions.filter((contribution): contribution is RangeGradient => "axis" in contribution);
  for (const axis of new Set(ranges.map((range) => range.axis))) {
    const alongAxis = ranges.filter((range) => range.axis === axis);
    for (const layer of sideBySide(withEqualSummed(alongAxis))) wholes.push(joined(value, axis, layer));
  }
  // What is the same along an axis is added while it is small.
  return wholes.toSorted((a, b) => sizeOf(a.shape) - sizeOf(b.shape)).reduce((sum, whole) => add(sum, whole));
}

function withEqualSummed(ranges: readonly RangeGradient[]): RangeGradient[] {
  const sums = new Map<string, RangeGradient>();
  for (const range of ranges) {
    const key = `${range.start}:${range.end}`;
    const known = sums.get(key);
    sums.set(key, known === undefined ? range : { ...range, gradient: add(known.gradient, range.gradient) });
  }
  return [...sums.values()];
}

/** As few layers as possible, without overlap in any. */
function sideBySide(ranges: readonly RangeGradient[]): RangeGradient[][] {
  const layers: RangeGradient[][] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const free = layers.find((layer) => (layer.at(-1)?.end ?? 0) <= range.start);
    if (free === undefined) layers.push([range]);
    else free.push(range);
  }
  return layers;
}

/** One layer over the whole axis, zeros in its gaps. */
function joined({ graph, shape }: Value, axis: number, layer: readonly RangeGradient[]): Value {
  const parts: Value[] = [];
  let place = 0;
  const zerosUpTo = (start: number): void => {
    if (start > place) parts.push(broadcast(scalar(graph, 0), shape.with(axis, start - place)));
  };
  for (const { start, end, gradient } of layer) {
    zerosUpTo(start);
    parts.push(inFull(gradient, shape.with(axis, end - start)));
    place = end;
  }
  zerosUpTo(shape[axis] ?? 0);
  const [first, ...rest] = parts as [Value, ...Value[]];
  return rest.length === 0 ? first : concat(axis, first, ...rest);
}
