/**
 * @file Shape and type inference: what comes out of an operation, or a thrown `Error` where its inputs do not fit. Such a
 * misfit is always a bug of ours: what users bring is checked before a graph is built. Allowed is what every engine does:
 * whole numbers are compared and moved about, never computed with or sliced, and a bool is only ever a condition.
 */

import { broadcastShapes, sameShape, sizeOf } from "./shape.ts";
import type { Dtype, Operation, Shape, TensorType } from "./types.ts";

/** Operations whose output type follows from their inputs alone. */
export type Inferable = Exclude<Operation, { op: "input" | "constant" | "reshape" | "broadcast" }>;

export function inferType(operation: Inferable, inputs: readonly TensorType[]): TensorType {
  const at = (index: number): TensorType => {
    const input = inputs[index];
    if (input === undefined) throw new Error(`${operation.op} lacks input ${index}`);
    return input;
  };
  switch (operation.op) {
    case "add":
    case "sub":
    case "mul":
    case "div":
      return { dtype: floats(operation.op, at(0), at(1)), shape: broadcastShapes(at(0).shape, at(1).shape) };
    case "equal":
    case "greaterOrEqual":
      numbers(operation.op, at(0), at(1));
      return { dtype: "bool", shape: broadcastShapes(at(0).shape, at(1).shape) };
    case "neg":
    case "abs":
    case "sqrt":
    case "exp":
    case "log":
    case "sigmoid":
    case "atan":
    case "softmax":
      return { dtype: floats(operation.op, at(0)), shape: at(0).shape };
    case "matmul":
      return { dtype: floats("matmul", at(0), at(1)), shape: matmulShape(at(0).shape, at(1).shape) };
    case "reduce":
      return { dtype: floats(operation.kind, at(0)), shape: reduceShape(at(0).shape, operation.axes) };
    case "where": {
      if (at(0).dtype !== "bool") throw new Error("where needs a bool condition");
      const branches = broadcastShapes(at(1).shape, at(2).shape);
      return { dtype: numbers("where", at(1), at(2)), shape: broadcastShapes(at(0).shape, branches) };
    }
    case "transpose":
      return { dtype: numbers("transpose", at(0)), shape: transposeShape(at(0).shape, operation.permutation) };
    case "slice": {
      const { axis, start, end } = operation;
      const length = at(0).shape[axis];
      if (length === undefined || start < 0 || end > length || start >= end) {
        throw new Error(`slice ${start}:${end} of axis ${axis} of [${at(0).shape}]`);
      }
      return { dtype: floats("slice", at(0)), shape: at(0).shape.with(axis, end - start) };
    }
    case "concat":
      return { dtype: numbers("concat", at(0), ...inputs), shape: concatShape(inputs, operation.axis) };
    case "gather":
      if (at(1).dtype !== "i32") throw new Error("gather needs i32 indices");
      if (at(0).shape.length === 0) throw new Error("gather from a scalar");
      return { dtype: numbers("gather", at(0)), shape: [...at(1).shape, ...at(0).shape.slice(1)] };
  }
}

/** All of them numbers of one kind. */
function numbers(op: string, first: TensorType, ...others: readonly TensorType[]): Dtype {
  if (first.dtype === "bool" || others.some(({ dtype }) => dtype !== first.dtype)) {
    throw new Error(`${op} of ${[first, ...others].map(({ dtype }) => dtype).join(" and ")}`);
  }
  return first.dtype;
}

function floats(op: string, first: TensorType, ...others: readonly TensorType[]): Dtype {
  if (numbers(op, first, ...others) !== "f32") throw new Error(`${op} of ${first.dtype}`);
  return first.dtype;
}

function matmulShape(a: Shape, b: Shape): Shape {
  const [m, k, k2, n] = [a.at(-2), a.at(-1), b.at(-2), b.at(-1)];
  if (m === undefined || k === undefined || n === undefined || k !== k2) throw new Error(`matmul of [${a}] and [${b}]`);
  return [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), m, n];
}

function reduceShape(shape: Shape, axes: readonly number[]): Shape {
  const distinct = new Set(axes).size === axes.length;
  if (axes.length === 0 || !distinct || axes.some((axis) => shape[axis] === undefined)) {
    throw new Error(`reduce [${axes}] of [${shape}]`);
  }
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

function transposeShape(shape: Shape, permutation: readonly number[]): Shape {
  const complete = permutation.toSorted((a, b) => a - b).every((axis, place) => axis === place);
  if (!complete || permutation.length !== shape.length) throw new Error(`transpose [${permutation}] of [${shape}]`);
  return permutation.map((axis) => shape[axis] ?? 0);
}

function concatShape(inputs: readonly TensorType[], axis: number): Shape {
  const [first] = inputs;
  if (first === undefined) throw new Error("concat of nothing");
  const fits = ({ shape }: TensorType): boolean =>
    shape.length === first.shape.length && sameShape(shape.with(axis, 0), first.shape.with(axis, 0));
  if (!inputs.every(fits)) {
    throw new Error(`concat of ${inputs.map((input) => `[${input.shape}]`).join(" and ")} along axis ${axis}`);
  }
  return first.shape.with(
    axis,
    inputs.reduce((total, input) => total + (input.shape[axis] ?? 0), 0),
  );
}

/** Every axis of what is given from outside has a length. */
export function checkShape(shape: Shape): void {
  if (shape.some((length) => !Number.isSafeInteger(length) || length < 1)) throw new Error(`no shape: [${shape}]`);
}

/** A reshape keeps the number of elements. */
export function inferReshape(from: TensorType, to: Shape): TensorType {
  checkShape(to);
  if (sizeOf(from.shape) !== sizeOf(to)) throw new Error(`reshape [${from.shape}] to [${to}]`);
  return { dtype: numbers("reshape", from), shape: to };
}

/** A broadcast only repeats axes of length 1. */
export function inferBroadcast(from: TensorType, to: Shape): TensorType {
  checkShape(to);
  if (!sameShape(broadcastShapes(from.shape, to), to)) throw new Error(`broadcast [${from.shape}] to [${to}]`);
  return { dtype: numbers("broadcast", from), shape: to };
}
