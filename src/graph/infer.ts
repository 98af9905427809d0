/**
 * @file Shape and type inference: what comes out of an operation, or a thrown `Error` where its inputs do not fit. Such a
 * misfit is always a bug of ours: what users bring is checked before a graph is built.
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
      return { dtype: common(operation.op, at(0), at(1)), shape: broadcastShapes(at(0).shape, at(1).shape) };
    case "equal":
    case "greaterOrEqual":
      common(operation.op, at(0), at(1));
      return { dtype: "bool", shape: broadcastShapes(at(0).shape, at(1).shape) };
    case "neg":
    case "sqrt":
    case "exp":
    case "log":
    case "sigmoid":
    case "round":
    case "softmax":
      return { dtype: floating(operation.op, at(0)), shape: at(0).shape };
    case "matmul":
      return { dtype: common("matmul", at(0), at(1)), shape: matmulShape(at(0).shape, at(1).shape) };
    case "reduce":
      return { dtype: floating(operation.kind, at(0)), shape: reduceShape(at(0).shape, operation.axes) };
    case "where": {
      if (at(0).dtype !== "bool") throw new Error("where needs a bool condition");
      const branches = broadcastShapes(at(1).shape, at(2).shape);
      return { dtype: common("where", at(1), at(2)), shape: broadcastShapes(at(0).shape, branches) };
    }
    case "transpose":
      return { dtype: at(0).dtype, shape: transposeShape(at(0).shape, operation.permutation) };
    case "slice": {
      const { axis, start, end } = operation;
      const length = at(0).shape[axis];
      if (length === undefined || start < 0 || end > length || start >= end) {
        throw new Error(`slice ${start}:${end} of axis ${axis} of [${at(0).shape}]`);
      }
      return { dtype: at(0).dtype, shape: at(0).shape.with(axis, end - start) };
    }
    case "concat":
      return { dtype: at(0).dtype, shape: concatShape(inputs, operation.axis) };
    case "gather":
      if (at(1).dtype !== "i32") throw new Error("gather needs i32 indices");
      return { dtype: at(0).dtype, shape: [...at(1).shape, ...at(0).shape.slice(1)] };
  }
}

function common(op: string, a: TensorType, b: TensorType): Dtype {
  if (a.dtype !== b.dtype) throw new Error(`${op} of ${a.dtype} and ${b.dtype}`);
  return a.dtype;
}

function floating(op: string, a: TensorType): Dtype {
  if (a.dtype !== "f32") throw new Error(`${op} of ${a.dtype}`);
  return a.dtype;
}

function matmulShape(a: Shape, b: Shape): Shape {
  const [m, k, k2, n] = [a.at(-2), a.at(-1), b.at(-2), b.at(-1)];
  if (m === undefined || k === undefined || n === undefined || k !== k2) throw new Error(`matmul of [${a}] and [${b}]`);
  return [...broadcastShapes(a.slice(0, -2), b.slice(0, -2)), m, n];
}

function reduceShape(shape: Shape, axes: readonly number[]): Shape {
  if (axes.length === 0 || axes.some((axis) => shape[axis] === undefined))
    throw new Error(`reduce [${axes}] of [${shape}]`);
  return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
}

function transposeShape(shape: Shape, permutation: readonly number[]): Shape {
  const complete = permutation.toSorted((a, b) => a - b).every((axis, place) => axis === place);
  if (!complete || permutation.length !== shape.length) throw new Error(`transpose [${permutation}] of [${shape}]`);
  return permutation.map((axis) => shape[axis] ?? 0);
}

function concatShape(inputs: readonly TensorType[], axis: number): Shape {
  const first = inputs[0];
  if (first === undefined) throw new Error("concat of nothing");
  const rest = (shape: Shape) => shape.with(axis, 0);
  if (inputs.some((input) => input.dtype !== first.dtype || !sameShape(rest(input.shape), rest(first.shape)))) {
    throw new Error(`concat of ${inputs.map((input) => `[${input.shape}]`).join(" and ")} along axis ${axis}`);
  }
  return first.shape.with(
    axis,
    inputs.reduce((total, input) => total + (input.shape[axis] ?? 0), 0),
  );
}

/** A reshape keeps the number of elements. */
export function checkReshape(from: Shape, to: Shape): void {
  if (sizeOf(from) !== sizeOf(to)) throw new Error(`reshape [${from}] to [${to}]`);
}

/** A broadcast only repeats axes of length 1. */
export function checkBroadcast(from: Shape, to: Shape): void {
  if (!sameShape(broadcastShapes(from, to), to)) throw new Error(`broadcast [${from}] to [${to}]`);
}
