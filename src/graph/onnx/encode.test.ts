import { describe, expect, it } from "vitest";
import { type OnnxModel, type OnnxTensor, readOnnx } from "../../../test/read-protobuf.ts";
import {
  add,
  broadcast,
  concat,
  createGraph,
  equal,
  gather,
  matmul,
  mul,
  reduce,
  reshape,
  slice,
  softmax,
  transpose,
  where,
} from "../build.ts";
import type { Graph, Value } from "../types.ts";
import { encodeOnnx } from "./encode.ts";

// The numbers of onnx.proto3.
const [FLOAT, INT32, INT64] = [1, 6, 7];
const [INT, INTS] = [2, 7];

const encoded = (graph: Graph): OnnxModel => readOnnx(encodeOnnx(graph));

const floatsOf = ({ raw }: OnnxTensor): number[] => [...new Float32Array(raw.slice().buffer)];
const int64sOf = ({ raw }: OnnxTensor): number[] => [...new BigInt64Array(raw.slice().buffer)].map(Number);

/** The node of `type` in a graph of `x` f32 [2, 3, 4] and `rows` i32 [2], and the lists of integers that it takes. */
function nodeOf(type: string, build: (x: Value, rows: Value) => Value) {
  const graph = createGraph();
  graph.output("y", build(graph.input("x", "f32", [2, 3, 4]), graph.input("rows", "i32", [2])));
  const model = encoded(graph);
  const node = model.nodes.find((candidate) => candidate.type === type);
  const integers = (node?.inputs ?? []).flatMap((name) => {
    const tensor = model.initializers.find((initializer) => initializer.name === name);
    return tensor?.dataType === INT64 ? [int64sOf(tensor)] : [];
  });
  return { attributes: node?.attributes, integers };
}

describe("an encoded graph", () => {
  it("is a model of the default domain, opset 20", () => {
    const graph = createGraph();
    graph.output("y", graph.input("x", "f32", [1]));
    const { irVersion, opsets } = encoded(graph);
    expect(opsets).toEqual([{ domain: "", version: 20 }]);
    // ONNX 1.15, which brought opset 20, is IR version 9.
    expect(irVersion).toBeGreaterThanOrEqual(9);
  });

  it("has its inputs and outputs under their names, with kind and shape, unused inputs included", () => {
    const graph = createGraph();
    const x = graph.input("before z_H", "f32", [3, 20, 32]);
    graph.input("tokens", "i32", [3, 16]);
    graph.input("scalar", "f32", []);
    graph.output("état", reduce("sum", x, 1));
    const { inputs, outputs } = encoded(graph);
    expect(inputs).toEqual([
      { name: "before z_H", elementType: FLOAT, dims: [3, 20, 32] },
      { name: "tokens", elementType: INT32, dims: [3, 16] },
      { name: "scalar", elementType: FLOAT, dims: [] },
    ]);
    expect(outputs).toEqual([{ name: "état", elementType: FLOAT, dims: [3, 1, 32] }]);
  });

  it("gives every output an Identity, also where it is an input or stands under two names", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2]);
    const sum = add(x, x);
    graph.output("through", x);
    graph.output("one", sum);
    graph.output("two", sum);
    const { nodes } = encoded(graph);
    const [addition, ...identities] = nodes;
    expect(addition).toMatchObject({ type: "Add", inputs: ["x", "x"] });
    expect(identities).toEqual([
      { type: "Identity", inputs: ["x"], outputs: ["through"], attributes: {} },
      { type: "Identity", inputs: addition?.outputs, outputs: ["one"], attributes: {} },
      { type: "Identity", inputs: addition?.outputs, outputs: ["two"], attributes: {} },
    ]);
  });

  it("holds constants as raw little-endian data, of a view only the view", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2, 2]);
    const whole = Float32Array.of(9, 1.5, -0, 3e38, 1e-40, 9);
    const table = graph.constant([2, 2], whole.subarray(1, 5));
    graph.output("y", add(x, table));
    graph.output("rows", gather(x, graph.constant([2], Int32Array.of(1, -2147483648))));
    const { initializers } = encoded(graph);
    const [floats, integers] = initializers as [OnnxTensor, OnnxTensor];
    expect(initializers).toHaveLength(2);
    expect([floats.dataType, floats.dims]).toEqual([FLOAT, [2, 2]]);
    expect(new Float32Array(floats.raw.slice().buffer)).toEqual(whole.slice(1, 5));
    expect([integers.dataType, integers.dims]).toEqual([INT32, [2]]);
    expect(new Int32Array(integers.raw.slice().buffer)).toEqual(Int32Array.of(1, -2147483648));
  });

  it("writes a number as a scalar", () => {
    const graph = createGraph();
    graph.output("y", mul(graph.input("x", "f32", [2]), 0.25));
    const [scalar] = encoded(graph).initializers as [OnnxTensor];
    expect(scalar.dims).toEqual([]);
    expect(floatsOf(scalar)).toEqual([0.25]);
  });

  it("uses every name once, and none before it is there", () => {
    const graph = createGraph();
    // What the internal names of other encoders look like.
    const [a, b] = [graph.input("0", "f32", [2]), graph.input("v2", "f32", [2])];
    graph.output("v1", softmax(add(mul(a, 2), mul(b, 2))));
    const { nodes, initializers, inputs } = encoded(graph);
    const known = [...inputs, ...initializers].map(({ name }) => name);
    for (const node of nodes) {
      for (const input of node.inputs) expect(known).toContain(input);
      known.push(...node.outputs);
    }
    expect(new Set(known).size).toBe(known.length);
  });

  it("leaves out what no output needs", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2]);
    mul(x, graph.constant([2], Float32Array.of(1, 2)));
    graph.output("y", add(x, x));
    const { nodes, initializers } = encoded(graph);
    expect(nodes.map(({ type }) => type)).toEqual(["Add", "Identity"]);
    expect(initializers).toEqual([]);
  });

  it("writes a list of integers once, however many nodes use it", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2, 3]);
    graph.output("y", add(reduce("sum", x, 1), reduce("max", x, 1)));
    expect(encoded(graph).initializers).toHaveLength(1);
  });

  it("is the same bytes for the same graph", () => {
    const build = (): Graph => {
      const graph = createGraph();
      const x = graph.input("x", "f32", [2, 3]);
      graph.output("y", matmul(x, graph.constant([3, 2], Float32Array.of(1, 2, 3, 4, 5, 6))));
      return graph;
    };
    expect(encodeOnnx(build())).toEqual(encodeOnnx(build()));
  });
});

describe("the operators' attributes and integer inputs", () => {
  it("softmax runs over the last axis, written as -1", () => {
    expect(nodeOf("Softmax", softmax).attributes).toEqual({ axis: { type: INT, value: -1 } });
  });

  it("a reduction keeps its axes and takes them as an input", () => {
    const { attributes, integers } = nodeOf("ReduceMean", (x) => reduce("mean", x, -1, 0));
    expect(attributes).toEqual({ keepdims: { type: INT, value: 1 } });
    expect(integers).toEqual([[2, 0]]);
  });

  it("a transposition has its permutation", () => {
    expect(nodeOf("Transpose", (x) => transpose(x, [2, 0, 1])).attributes).toEqual({
      perm: { type: INTS, value: [2, 0, 1] },
    });
  });

  it("a slice takes starts, ends and axes", () => {
    expect(nodeOf("Slice", (x) => slice(x, -1, 1, 3)).integers).toEqual([[1], [3], [2]]);
  });

  it("a concatenation has its axis, a gather axis 0", () => {
    expect(nodeOf("Concat", (x) => concat(-2, x, x)).attributes).toEqual({ axis: { type: INT, value: 1 } });
    expect(nodeOf("Gather", gather).attributes).toEqual({ axis: { type: INT, value: 0 } });
  });

  it("reshape and broadcast take the shape that comes out", () => {
    expect(nodeOf("Reshape", (x) => reshape(x, [6, 4])).integers).toEqual([[6, 4]]);
    expect(nodeOf("Expand", (x) => broadcast(x, [5, 2, 3, 4])).integers).toEqual([[5, 2, 3, 4]]);
    expect(nodeOf("Reshape", (x) => reshape(reduce("sum", x, 0, 1, 2), [])).integers).toEqual([[]]);
  });

  it("where takes condition, then, otherwise", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2]);
    const y = graph.input("y", "f32", [2]);
    graph.output("out", where(equal(x, y), x, y));
    const [comparison, choice] = encoded(graph).nodes;
    expect(comparison).toMatchObject({ type: "Equal", inputs: ["x", "y"] });
    expect(choice).toMatchObject({ type: "Where", inputs: [comparison?.outputs[0], "x", "y"] });
  });
});
