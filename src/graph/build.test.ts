import { describe, expect, it } from "vitest";
import {
  add,
  broadcast,
  concat,
  createGraph,
  equal,
  gather,
  mul,
  reduce,
  reshape,
  slice,
  sub,
  where,
} from "./build.ts";

describe("a graph", () => {
  it("holds its values in the order they were built, inputs before what is made of them", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2]);
    const y = mul(add(x, 1), x);
    expect(graph.values.map(({ operation }) => operation.op)).toEqual(["input", "constant", "add", "mul"]);
    expect(graph.values.every(({ index, graph: owner }, place) => index === place && owner === graph)).toBe(true);
    expect(y.inputs.map(({ index }) => index)).toEqual([2, 0]);
    for (const value of graph.values) for (const input of value.inputs) expect(input.index).toBeLessThan(value.index);
  });

  it("knows its inputs and outputs by name", () => {
    const graph = createGraph();
    const x = graph.input("x", "i32", [2, 3]);
    graph.output("y", x);
    graph.output("z", x);
    expect([...graph.inputs]).toEqual([["x", x]]);
    expect([...graph.outputs]).toEqual([
      ["y", x],
      ["z", x],
    ]);
    expect(x).toMatchObject({ dtype: "i32", shape: [2, 3] });
  });

  it("gives every name once, inputs and outputs together", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [1]);
    graph.output("y", x);
    expect(() => graph.input("x", "f32", [1])).toThrow("the name x stands twice");
    expect(() => graph.output("y", x)).toThrow("the name y stands twice");
    expect(() => graph.output("x", x)).toThrow("the name x stands twice");
    expect(() => graph.input("y", "f32", [1])).toThrow("the name y stands twice");
  });

  it("keeps names for itself that begin with #", () => {
    const graph = createGraph();
    expect(() => graph.input("#1", "f32", [1])).toThrow('no name: "#1"');
    expect(() => graph.input("", "f32", [1])).toThrow('no name: ""');
  });

  it("refuses inputs and constants of no shape", () => {
    const graph = createGraph();
    expect(() => graph.input("x", "f32", [2, 0])).toThrow("no shape: [2,0]");
    expect(() => graph.constant([-1], new Float32Array(1))).toThrow("no shape: [-1]");
    expect(() => graph.constant([2, 2], new Float32Array(3))).toThrow("constant of 3 elements as [2,2]");
  });

  it("does not copy constants", () => {
    const graph = createGraph();
    const data = Int32Array.of(1, 2);
    const { operation, dtype } = graph.constant([2], data);
    expect(dtype).toBe("i32");
    expect(operation.op === "constant" && operation.data).toBe(data);
  });

  it("does not mix with another", () => {
    const [a, b] = [createGraph(), createGraph()];
    const [x, y] = [a.input("x", "f32", [1]), b.input("y", "f32", [1])];
    expect(() => add(x, y)).toThrow("add of values of two graphs");
    expect(() => a.output("out", y)).toThrow("output out is of another graph");
  });
});

describe("the builder", () => {
  it("takes numbers as scalars of f32", () => {
    const graph = createGraph();
    const sum = sub(graph.input("x", "f32", [2, 2]), 0.1);
    expect(sum.shape).toEqual([2, 2]);
    expect(sum.inputs[1]).toMatchObject({ dtype: "f32", shape: [], operation: { data: Float32Array.of(0.1) } });
    const chosen = where(equal(sum, 0), 1, 2);
    expect(chosen).toMatchObject({ dtype: "f32", shape: [2, 2] });
  });

  it("counts negative axes from the end and stores positive ones", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2, 3, 4]);
    expect(reduce("sum", x, -1, 0).operation).toEqual({ op: "reduce", kind: "sum", axes: [2, 0] });
    expect(slice(x, -2, 1, 2).operation).toEqual({ op: "slice", axis: 1, start: 1, end: 2 });
    expect(concat(-1, x, x)).toMatchObject({ operation: { op: "concat", axis: 2 }, shape: [2, 3, 8] });
    expect(() => slice(x, 3, 0, 1)).toThrow("no axis 3 in rank 3");
    expect(() => reduce("sum", x, 1, -2)).toThrow("reduce [1,1]");
  });

  it("reshapes, broadcasts and gathers to the shape asked for", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2, 3]);
    expect(reshape(x, [3, 2]).shape).toEqual([3, 2]);
    expect(broadcast(x, [4, 2, 3]).shape).toEqual([4, 2, 3]);
    expect(gather(x, graph.input("rows", "i32", [5])).shape).toEqual([5, 3]);
  });
});
