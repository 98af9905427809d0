/**
 * @file A graph as the bytes of an ONNX model: plain operators of the default domain only, since those are what every
 * execution provider runs alike.
 */

import { reachableValues } from "../reachable.ts";
import type { BinaryOp, Graph, Operation, ReduceOp, UnaryOp, Value } from "../types.ts";
import { type Attribute, type GraphSpec, modelProto, nodeProto, tensorProto, valueInfoProto } from "./proto.ts";
import { concatenate, type Message } from "./wire.ts";

const ELEMENTWISE: Record<BinaryOp | UnaryOp, string> = {
  add: "Add",
  sub: "Sub",
  mul: "Mul",
  div: "Div",
  equal: "Equal",
  greaterOrEqual: "GreaterOrEqual",
  neg: "Neg",
  abs: "Abs",
  sqrt: "Sqrt",
  exp: "Exp",
  log: "Log",
  sigmoid: "Sigmoid",
  atan: "Atan",
};

const REDUCE: Record<ReduceOp, string> = {
  sum: "ReduceSum",
  mean: "ReduceMean",
  max: "ReduceMax",
  min: "ReduceMin",
  sumSquare: "ReduceSumSquare",
};

/** The operator of a node, its attributes, and the integers that ONNX wants as further inputs (shapes, axes, ranges). */
interface Lowered {
  readonly type: string;
  readonly attributes?: readonly Attribute[];
  readonly integers?: readonly (readonly number[])[];
}

function lower(operation: Exclude<Operation, { op: "input" | "constant" }>, value: Value): Lowered {
  switch (operation.op) {
    case "matmul":
      return { type: "MatMul" };
    case "softmax":
      return { type: "Softmax", attributes: [{ name: "axis", int: -1 }] };
    case "reduce":
      return { type: REDUCE[operation.kind], attributes: [{ name: "keepdims", int: 1 }], integers: [operation.axes] };
    case "where":
      return { type: "Where" };
    case "reshape":
      return { type: "Reshape", integers: [value.shape] };
    case "broadcast":
      return { type: "Expand", integers: [value.shape] };
    case "transpose":
      return { type: "Transpose", attributes: [{ name: "perm", ints: operation.permutation }] };
    case "slice":
      return { type: "Slice", integers: [[operation.start], [operation.end], [operation.axis]] };
    case "concat":
      return { type: "Concat", attributes: [{ name: "axis", int: operation.axis }] };
    case "gather":
      return { type: "Gather", attributes: [{ name: "axis", int: 0 }] };
    default:
      return { type: ELEMENTWISE[operation.op] };
  }
}

/** The bytes of an ONNX model with the graph's inputs and outputs under their names. */
export function encodeOnnx(graph: Graph): Uint8Array<ArrayBuffer> {
  const nodes: Message[] = [];
  const initializers: Message[] = [];
  const integerNames = new Map<string, string>();
  const nameOf = (value: Value): string => (value.operation.op === "input" ? value.operation.name : `#${value.index}`);

  function integers(list: readonly number[]): string {
    const known = integerNames.get(`${list}`);
    if (known !== undefined) return known;
    const name = `#i${integerNames.size}`;
    integerNames.set(`${list}`, name);
    initializers.push(tensorProto(name, [list.length], BigInt64Array.from(list, BigInt)));
    return name;
  }

  for (const value of reachableValues(graph)) {
    const { operation } = value;
    if (operation.op === "input") continue;
    if (operation.op === "constant") {
      initializers.push(tensorProto(nameOf(value), value.shape, operation.data));
      continue;
    }
    const lowered = lower(operation, value);
    const inputs = [...value.inputs.map(nameOf), ...(lowered.integers ?? []).map(integers)];
    nodes.push(nodeProto({ type: lowered.type, inputs, output: nameOf(value), attributes: lowered.attributes ?? [] }));
  }
  // An output has its own name, also where it is an input or stands under two names.
  for (const [name, value] of graph.outputs) {
    nodes.push(nodeProto({ type: "Identity", inputs: [nameOf(value)], output: name, attributes: [] }));
  }
  const info = ([name, value]: [string, Value]): Message => valueInfoProto(name, value.dtype, value.shape);
  const spec: GraphSpec = {
    nodes,
    initializers,
    inputs: [...graph.inputs].map(info),
    outputs: [...graph.outputs].map(info),
  };
  return concatenate(modelProto(spec));
}
