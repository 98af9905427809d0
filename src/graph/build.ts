/**
 * @file The builder: functions from values to values. `const y = add(matmul(x, w), b)` appends to the graph of `x`.
 */

import { checkBroadcast, checkReshape, type Inferable, inferType } from "./infer.ts";
import { normaliseAxis, sizeOf } from "./shape.ts";
import type { Dtype, Graph, Operation, ReduceOp, Shape, TensorType, Value } from "./types.ts";

export interface GraphBuilder extends Graph {
  /** A tensor given at each run. */
  input(name: string, dtype: Dtype, shape: Shape): Value;
  /** A tensor fixed when the graph is compiled; `data` is kept by reference, not copied. */
  constant(shape: Shape, data: Float32Array | Int32Array): Value;
  scalar(value: number): Value;
  /** Names a result. */
  output(name: string, value: Value): void;
}

interface MutableGraph extends GraphBuilder {
  readonly values: Value[];
  readonly inputs: Map<string, Value>;
  readonly outputs: Map<string, Value>;
}

export function createGraph(): GraphBuilder {
  const graph: MutableGraph = {
    values: [],
    inputs: new Map(),
    outputs: new Map(),
    input(name, dtype, shape) {
      if (graph.inputs.has(name)) throw new Error(`input ${name} stands twice`);
      const value = append(graph, { op: "input", name }, [], { dtype, shape });
      graph.inputs.set(name, value);
      return value;
    },
    constant(shape, data) {
      if (data.length !== sizeOf(shape)) throw new Error(`constant of ${data.length} elements as [${shape}]`);
      const dtype = data instanceof Float32Array ? "f32" : "i32";
      return append(graph, { op: "constant", data }, [], { dtype, shape });
    },
    scalar: (value) => graph.constant([], Float32Array.of(value)),
    output(name, value) {
      if (graph.outputs.has(name)) throw new Error(`output ${name} stands twice`);
      graph.outputs.set(name, value);
    },
  };
  return graph;
}

function append(graph: Graph, operation: Operation, inputs: readonly Value[], type: TensorType): Value {
  const values = graph.values as Value[];
  const value: Value = { graph, index: values.length, operation, inputs, dtype: type.dtype, shape: type.shape };
  values.push(value);
  return value;
}

function apply(operation: Inferable, ...inputs: [Value, ...Value[]]): Value {
  const { graph } = inputs[0];
  if (inputs.some((input) => input.graph !== graph)) throw new Error(`${operation.op} of values of two graphs`);
  return append(graph, operation, inputs, inferType(operation, inputs));
}

type Operand = Value | number;

function lift(graph: Graph, operand: Operand): Value {
  if (typeof operand !== "number") return operand;
  return append(graph, { op: "constant", data: Float32Array.of(operand) }, [], { dtype: "f32", shape: [] });
}

export const add = (a: Value, b: Operand): Value => apply({ op: "add" }, a, lift(a.graph, b));
export const sub = (a: Value, b: Operand): Value => apply({ op: "sub" }, a, lift(a.graph, b));
export const mul = (a: Value, b: Operand): Value => apply({ op: "mul" }, a, lift(a.graph, b));
export const div = (a: Value, b: Operand): Value => apply({ op: "div" }, a, lift(a.graph, b));
export const equal = (a: Value, b: Operand): Value => apply({ op: "equal" }, a, lift(a.graph, b));
export const greaterOrEqual = (a: Value, b: Operand): Value => apply({ op: "greaterOrEqual" }, a, lift(a.graph, b));
/** Element by element: `condition ? then : otherwise`. */
export const where = (condition: Value, then: Operand, otherwise: Operand): Value =>
  apply({ op: "where" }, condition, lift(condition.graph, then), lift(condition.graph, otherwise));

export const neg = (x: Value): Value => apply({ op: "neg" }, x);
export const sqrt = (x: Value): Value => apply({ op: "sqrt" }, x);
export const exp = (x: Value): Value => apply({ op: "exp" }, x);
export const log = (x: Value): Value => apply({ op: "log" }, x);
export const sigmoid = (x: Value): Value => apply({ op: "sigmoid" }, x);
/** To the nearest whole number, halves to even. */
export const round = (x: Value): Value => apply({ op: "round" }, x);

/** `[…, m, k] × […, k, n] → […, m, n]` */
export const matmul = (a: Value, b: Value): Value => apply({ op: "matmul" }, a, b);
/** Over the last axis. */
export const softmax = (x: Value): Value => apply({ op: "softmax" }, x);

/** Reduces `axes` to length 1. */
export function reduce(kind: ReduceOp, x: Value, ...axes: number[]): Value {
  return apply({ op: "reduce", kind, axes: axes.map((axis) => normaliseAxis(axis, x.shape.length)) }, x);
}

export function reshape(x: Value, shape: Shape): Value {
  checkReshape(x.shape, shape);
  return append(x.graph, { op: "reshape" }, [x], { dtype: x.dtype, shape });
}

/** Repeats axes of length 1. */
export function broadcast(x: Value, shape: Shape): Value {
  checkBroadcast(x.shape, shape);
  return append(x.graph, { op: "broadcast" }, [x], { dtype: x.dtype, shape });
}

export const transpose = (x: Value, permutation: readonly number[]): Value =>
  apply({ op: "transpose", permutation }, x);

/** `[start, end)` of one axis. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  return apply({ op: "slice", axis: normaliseAxis(axis, x.shape.length), start, end }, x);
}

export function concat(axis: number, ...parts: [Value, ...Value[]]): Value {
  return apply({ op: "concat", axis: normaliseAxis(axis, parts[0].shape.length) }, ...parts);
}

/** Rows of `table` `[n, …rest]` at `indices` (i32). */
export const gather = (table: Value, indices: Value): Value => apply({ op: "gather" }, table, indices);
