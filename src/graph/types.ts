/**
 * @file Values, operations and nodes of a tensor graph. A graph is a list of nodes in the order they were built, each with
 * one output of a fixed shape; `onnx/` writes it for ONNX Runtime, `engine/reference/` evaluates it in float64.
 */

/** `f32` is float32 on every engine but `reference`, which computes in float64. */
export type NumberDtype = "f32" | "i32";

/** A bool is what a comparison gives; only the condition of a `where` takes it. */
export type Dtype = NumberDtype | "bool";

export type Shape = readonly number[];

export type BinaryOp = "add" | "sub" | "mul" | "div" | "equal" | "greaterOrEqual";
export type UnaryOp = "neg" | "abs" | "sqrt" | "exp" | "log" | "sigmoid" | "atan";
/** `sumSquare` is Σ x², in one pass. */
export type ReduceOp = "sum" | "mean" | "max" | "min" | "sumSquare";

/** What a node does, beside its inputs. Everything here is plain data. */
export type Operation =
  | { readonly op: "input"; readonly name: string }
  | { readonly op: "constant"; readonly data: Float32Array | Int32Array }
  | { readonly op: BinaryOp }
  | { readonly op: UnaryOp }
  /** `[…, m, k] × […, k, n] → […, m, n]`, leading axes broadcast. */
  | { readonly op: "matmul" }
  /** Over the last axis. */
  | { readonly op: "softmax" }
  /** Keeps the reduced axes with length 1. */
  | { readonly op: "reduce"; readonly kind: ReduceOp; readonly axes: readonly number[] }
  /** inputs: condition (bool), then, else; all broadcast. */
  | { readonly op: "where" }
  | { readonly op: "reshape" }
  | { readonly op: "transpose"; readonly permutation: readonly number[] }
  | { readonly op: "slice"; readonly axis: number; readonly start: number; readonly end: number }
  | { readonly op: "concat"; readonly axis: number }
  /** inputs: table `[n, …rest]`, indices (i32); output `[…indices, …rest]`. */
  | { readonly op: "gather" }
  | { readonly op: "broadcast" };

export interface TensorType {
  readonly dtype: Dtype;
  readonly shape: Shape;
}

/** A node and its one output. */
export interface Value extends TensorType {
  readonly graph: Graph;
  /** Place in `graph.values`. */
  readonly index: number;
  readonly operation: Operation;
  readonly inputs: readonly Value[];
}

export interface Graph {
  /** In the order they were built, which is topological. */
  readonly values: readonly Value[];
  readonly inputs: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
}
