/**
 * @file Gradients that are the same along some axes: written out in full, or summed where their value was broadcast.
 */

import { broadcast, mul, reduce, reshape } from "../build.ts";
import { sameShape } from "../shape.ts";
import type { Shape, Value } from "../types.ts";

/** `gradient` with every element of `shape` written out. */
export const inFull = (gradient: Value, shape: Shape): Value =>
  sameShape(gradient.shape, shape) ? gradient : broadcast(gradient, shape);

/**
 * Undoes a broadcast from `part` to `whole`: the sum of a gradient of shape `whole` over the axes that were repeated. Where
 * the gradient is the same along such an axis, that is a multiplication by the axis's length.
 */
export function sumToShape(gradient: Value, whole: Shape, part: Shape): Value {
  const lengthOf = (shape: Shape, axis: number): number => shape[axis - whole.length + shape.length] ?? 1;
  const repeated = [...whole.keys()].filter((axis) => whole[axis] !== 1 && lengthOf(part, axis) === 1);
  const constant = repeated.filter((axis) => lengthOf(gradient.shape, axis) === 1);
  const missing = whole.length - gradient.shape.length;
  const axes = repeated.filter((axis) => !constant.includes(axis)).map((axis) => axis - missing);
  const summed = axes.length === 0 ? gradient : reduce("sum", gradient, ...axes);
  const repeats = constant.reduce((product, axis) => product * (whole[axis] ?? 1), 1);
  const total = repeats === 1 ? summed : mul(summed, repeats);
  const extra = total.shape.length - part.length;
  return extra > 0 ? reshape(total, total.shape.slice(extra)) : total;
}
