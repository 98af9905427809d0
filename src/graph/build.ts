/**
 * @file The builder: functions from values to values. `const y = add(matmul(x, w), b)` appends to the graph of `x`.
 */

import { checkShape, type Inferable, inferBroadcast, inferReshape, inferType } from "./infer.ts";
import { normaliseAxis, sizeOf } from "./shape.ts";
import type { Graph, NumberDtype, Operation, ReduceOp, Shape, TensorType, Value } from "./types.ts";

export interface GraphBuilder extends Graph {
  /** A tensor given at each run. */
  input(name: string, dtype: NumberDtype, shape: Shape): Value;
  /** A tensor fixed when the graph is compiled; `data` is kept by reference, not copied. */
  constant(shape: Shape, data: Float32Array | Int32Array): Value;
  scalar(value: number): Value;
  /** Names a result. No input has that name. */
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
      checkName(name);
      checkShape(shape);
      const value = append(graph, { op: "input", name }, [], { dtype, shape });
      graph.inputs.set(name, value);
      return value;
    },
    constant: (shape, data) => constant(graph, shape, data),
    scalar: (value) => scalar(graph, value),
    output(name, value) {
      checkName(name);
      if (value.graph !== graph) throw new Error(`output ${name} is of another graph`);
      graph.outputs.set(name, value);
    },
  };
  /** ONNX has one space of names for inputs, outputs and all between; `#` begins those between. */
  function checkName(name: string): void {
    if (graph.inputs.has(name) || graph.outputs.has(name)) throw new Error(`the name ${name} stands twice`);
    if (name === "" || name.startsWith("#")) throw new Error(`no name: "${name}"`);
  }
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

/** `GraphBuilder.constant`, for whoever has only a value of the graph. */
export function constant(graph: Graph, shape: Shape, data: Float32Array | Int32Array): Value {
  checkShape(shape);
  if (data.length !== sizeOf(shape)) throw new Error(`constant of ${data.length} elements as [${shape}]`);
  const dtype = data instanceof Float32Array ? "f32" : "i32";
  return append(graph, { op: "constant", data }, [], { dtype, shape });
}

export const scalar = (graph: Graph, value: number): Value => constant(graph, [], Float32Array.of(value));

type Operand = Value | number;

const lift = (graph: Graph, operand: Operand): Value =>
  typeof operand === "number" ? scalar(graph, operand) : operand;

export const add = (a: Value, b: Operand): Value => apply({ op: "add" }, a, lift(a.graph, b));
export const sub = (a: Value, b: Operand): Value => apply({ op: "sub" }, a, lift(a.graph, b));
export const mul = (a: Value, b: Operand): Value => apply({ op: "mul" }, a, lift(a.graph, b));
export const div = (a: Value, b: Operand): Value => apply({ op: "div" }, a, lift(a.graph, b));
export const equal = (a: Value, b: Operand): Value => apply({ op: "equal" }, a, lift(a.graph, b));
export const greaterOrEqual = (a: Value, b: Operand): Value => apply({ op: "greaterOrEqual" }, a, lift(a.graph, b));
/** Element by element: `condition ? then : otherwise`. */
export const where = (condition: Value, then: Operand, otherwise: Operand): Value =>
  apply({ op: "where" }, condition, lift(condition.graph, then), lift(condition.graph, otherwise));

/** −1, 0 or 1, and −1 of NaN. Composed, since onnxruntime-node's WebGPU provider has no Sign. */
export const sign = (x: Value): Value =>
  where(greaterOrEqual(x, 0), where(greaterOrEqual(scalar(x.graph, 0), x), 0, 1), -1);

export const neg = (x: Value): Value => apply({ op: "neg" }, x);
export const abs = (x: Value): Value => apply({ op: "abs" }, x);
export const sqrt = (x: Value): Value => apply({ op: "sqrt" }, x);
export const exp = (x: Value): Value => apply({ op: "exp" }, x);
export const log = (x: Value): Value => apply({ op: "log" }, x);
export const sigmoid = (x: Value): Value => apply({ op: "sigmoid" }, x);
export const atan = (x: Value): Value => apply({ op: "atan" }, x);

/** `[…, m, k] × […, k, n] → […, m, n]` */
export const matmul = (a: Value, b: Value): Value => apply({ op: "matmul" }, a, b);
/** Over the last axis. */
export const softmax = (x: Value): Value => apply({ op: "softmax" }, x);

/** Reduces `axes` to length 1. */
export function reduce(kind: ReduceOp, x: Value, ...axes: number[]): Value {
  return apply({ op: "reduce", kind, axes: axes.map((axis) => normaliseAxis(axis, x.shape.length)) }, x);
}

export function reshape(x: Value, shape: Shape): Value {
  return append(x.graph, { op: "reshape" }, [x], inferReshape(x, shape));
}

/** Repeats axes of length 1. */
export function broadcast(x: Value, shape: Shape): Value {
  return append(x.graph, { op: "broadcast" }, [x], inferBroadcast(x, shape));
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
