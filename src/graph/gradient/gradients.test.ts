import { describe, expect, it } from "vitest";
import { exactly } from "../../../test/gradient/exact.ts";
import {
  abs,
  add,
  createGraph,
  exp,
  gather,
  greaterOrEqual,
  matmul,
  mul,
  reduce,
  sigmoid,
  slice,
  softmax,
  sqrt,
  sub,
  transpose,
  where,
} from "../build.ts";
import { reachableValues } from "../reachable.ts";
import type { Graph, Value } from "../types.ts";
import { gradients } from "./gradients.ts";

/** The elements of a value of a graph of one input, `x`. */
const at = (x: readonly number[], value: Value): number[] => [...(exactly(value.graph, [value])(() => x)[0] ?? [])];

/** A graph of one input `x` f32 [size]. */
function ofOne(size: number) {
  const graph = createGraph();
  return { graph, x: graph.input("x", "f32", [size]) };
}

const gradient = (loss: Value, x: Value): Value => gradients(loss, [x])[0] as Value;

/** What is computed for some values and is not needed for `but`. */
function operationsOf(values: readonly Value[], but: readonly Value[] = []): string[] {
  const reached = (wanted: readonly Value[]): Value[] => {
    const { values: all, inputs } = (wanted[0] as Value).graph;
    const graph: Graph = { values: all, inputs, outputs: new Map(wanted.map((value, place) => [`${place}`, value])) };
    return reachableValues(graph).filter(({ inputs: own }) => own.length > 0);
  };
  const known = new Set(but.length === 0 ? [] : reached(but));
  return reached(values).flatMap((value) => (known.has(value) ? [] : [value.operation.op]));
}

describe("gradients", () => {
  it("have the shape of what they are to, and sum the loss over all its elements", () => {
    const graph = createGraph();
    const [x, b] = [graph.input("x", "f32", [2, 3]), graph.input("b", "f32", [3])];
    const [toX, toB] = gradients(add(x, b), [x, b]) as [Value, Value];
    expect([toX.shape, toB.shape]).toEqual([[2, 3], [3]]);
    expect(at([], toX)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(at([], toB)).toEqual([2, 2, 2]);
  });

  it("add up over all uses of a value", () => {
    const { x } = ofOne(1);
    // x³ + x² + 2x
    const loss = add(add(mul(mul(x, x), x), mul(x, x)), add(x, x));
    expect(at([3], gradient(loss, x))).toEqual([27 + 6 + 2]);
  });

  it("are zeros where the loss does not depend on it, also on what is computed from the loss", () => {
    const { x } = ofOne(2);
    const loss = exp(x);
    const later = mul(loss, 3);
    const other = sigmoid(x);
    const found = gradients(loss, [other, later]);
    expect(found.map((value) => at([1, 2], value))).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it("to the loss itself are ones", () => {
    const { x } = ofOne(2);
    const loss = exp(x);
    expect(at([1, 2], gradient(loss, loss))).toEqual([1, 1]);
  });

  it("may be to values on the way, and then still go on to those before", () => {
    const { x } = ofOne(1);
    const square = mul(x, x);
    const [toSquare, toX] = gradients(mul(square, square), [square, x]) as [Value, Value];
    expect(at([2], toSquare)).toEqual([8]);
    expect(at([2], toX)).toEqual([32]);
  });

  it("stop at what counts as given", () => {
    const { x } = ofOne(1);
    const square = mul(x, x);
    const [toX, toSquare] = gradients(mul(square, x), [x, square], { constants: [square] }) as [Value, Value];
    expect(at([3], toX)).toEqual([9]);
    expect(at([3], toSquare)).toEqual([3]);
    const onlyThroughIt = gradients(exp(square), [x], { constants: [square] });
    expect(operationsOf(onlyThroughIt)).toEqual(["broadcast"]);
    expect(at([3], onlyThroughIt[0] as Value)).toEqual([0]);
  });

  it("can be differentiated again", () => {
    const { x } = ofOne(1);
    const fourth = mul(mul(x, x), mul(x, x));
    expect(at([2], gradient(gradient(gradient(fourth, x), x), x))).toEqual([48]);
  });

  it("leave values alone that do not lie between", () => {
    const { graph, x } = ofOne(2);
    const y = graph.input("y", "f32", [2]);
    const loss = mul(softmax(exp(y)), mul(x, 3));
    // One for each product, and nothing for exp and softmax.
    expect(operationsOf(gradients(loss, [x]), [loss])).toEqual(["mul", "mul"]);
  });

  it("are refused between graphs and to whole numbers", () => {
    const { graph, x } = ofOne(2);
    const tokens = graph.input("tokens", "i32", [2]);
    expect(() => gradients(x, [ofOne(2).x])).toThrow("values of two graphs");
    expect(() => gradients(x, [tokens])).toThrow("to a value of i32");
    expect(() => gradients(greaterOrEqual(x, 0), [x])).toThrow("value of bool");
  });
});

describe("where there is no derivative", () => {
  it("abs has that from the right, as a comparison with 0 has", () => {
    const { x } = ofOne(3);
    expect(at([-2, 0, 2], gradient(abs(x), x))).toEqual([-1, 1, 1]);
    const largest = where(greaterOrEqual(x, 0), x, 0);
    expect(at([-2, 0, 2], gradient(sub(largest, mul(abs(x), 0.5)), x))).toEqual([0.5, 0.5, 0.5]);
  });

  it.each(["max", "min"] as const)("the elements that share the %s share its gradient", (kind) => {
    const { x } = ofOne(4);
    const [extreme, other] = kind === "max" ? [5, 1] : [1, 5];
    const loss = mul(reduce(kind, x, 0), 6);
    expect(at([extreme, other, extreme, extreme], gradient(loss, x))).toEqual([2, 0, 2, 2]);
  });

  it("an infinite one in the branch that was not taken gives NaN", () => {
    const { x } = ofOne(2);
    const loss = where(greaterOrEqual(x, 1), sqrt(x), 0);
    expect(at([0, 4], gradient(loss, x))).toEqual([Number.NaN, 0.25]);
  });
});

describe("the gradient of slices", () => {
  it("that tile an axis is one concat", () => {
    const graph = createGraph();
    const x = graph.input("x", "f32", [2, 6]);
    const parts = [slice(x, 1, 4, 6), slice(x, 1, 0, 2), slice(x, 1, 2, 4)].map((part, place) => mul(part, place + 2));
    const loss = parts.reduce((sum, part) => add(sum, part));
    const found = gradient(loss, x);
    const operations = operationsOf([found]);
    expect(operations.filter((op) => op === "concat")).toHaveLength(1);
    expect(operations).not.toContain("add");
    expect(at([], found)).toEqual([3, 3, 4, 4, 2, 2, 3, 3, 4, 4, 2, 2]);
  });

  it("has zeros in its gaps, and adds up where they overlap or are the same", () => {
    const { x } = ofOne(6);
    const from = (start: number, end: number, factor: number): Value =>
      mul(reduce("sum", slice(x, 0, start, end), 0), factor);
    const loss = [from(1, 3, 1), from(1, 3, 10), from(2, 4, 100), from(4, 5, 1000)].reduce((a, b) => add(a, b));
    expect(at([], gradient(loss, x))).toEqual([0, 11, 111, 100, 1000, 0]);
  });

  it("is one concat, too, where the same slices are taken again and again", () => {
    const { x } = ofOne(4);
    const once = (): Value => mul(slice(x, 0, 0, 2), slice(x, 0, 2, 4));
    const found = gradient(add(once(), add(once(), once())), x);
    expect(operationsOf([found]).filter((op) => op === "concat")).toHaveLength(1);
    expect(at([1, 2, 3, 4], found)).toEqual([9, 12, 3, 6]);
  });

  it("adds to that of other uses", () => {
    const { x } = ofOne(3);
    expect(at([1, 2, 3], gradient(mul(slice(x, 0, 1, 2), reduce("sum", x, 0)), x))).toEqual([2, 8, 2]);
  });
});

describe("the gradient of a weight", () => {
  const graph = createGraph();
  const x = graph.input("x", "f32", [4, 5, 3]);
  const weight = graph.input("weight", "f32", [2, 3]);
  const sent = graph.input("sent", "f32", [4, 5, 2]);
  const loss = mul(matmul(x, transpose(weight, [1, 0])), sent);
  const [toX, toWeight] = gradients(loss, [x, weight]) as [Value, Value];

  it("is one product of two axes, with the transposition before it", () => {
    expect(operationsOf([toWeight]).toSorted()).toEqual(["matmul", "mul", "reshape", "reshape", "transpose"]);
    expect(toWeight.operation.op).toBe("matmul");
    expect(toWeight.inputs[0]?.operation.op).toBe("transpose");
    expect(toWeight.inputs.map(({ shape }) => shape)).toEqual([
      [2, 20],
      [20, 3],
    ]);
  });

  it("leaves that of its input without any transposition", () => {
    expect(operationsOf([toX])).not.toContain("transpose");
    expect(toX.inputs[1]).toBe(weight);
  });
});

describe("the gradient of an embedding", () => {
  it("adds up over equal indices", () => {
    const graph = createGraph();
    const table = graph.input("x", "f32", [3, 2]);
    const rows = graph.constant([2, 2], Int32Array.of(2, 0, 2, 2));
    const factors = graph.constant([2, 2, 2], Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    expect(at([], gradient(mul(gather(table, rows), factors), table))).toEqual([3, 4, 0, 0, 13, 16]);
  });

  it("is refused for a table of many rows, but not the gradient of anything else", () => {
    const graph = createGraph();
    const table = graph.input("table", "f32", [4097, 1]);
    const scale = graph.input("scale", "f32", [1]);
    const loss = mul(gather(table, graph.input("rows", "i32", [2])), scale);
    expect(() => gradients(loss, [table])).toThrow("gradient of a gather from 4097 rows (at most 4096)");
    expect(gradients(loss, [scale])).toHaveLength(1);
  });
});

describe("a gradient that is the same everywhere", () => {
  it("is not written out on its way through sums, and multiplied where a broadcast repeated it", () => {
    const graph = createGraph();
    const [x, b] = [graph.input("x", "f32", [5, 7]), graph.input("b", "f32", [])];
    const loss = reduce("mean", add(reduce("sumSquare", x, 1), b), 0, 1);
    const [toX, toB] = gradients(loss, [x, b]) as [Value, Value];
    expect(operationsOf([toX])).not.toContain("broadcast");
    expect(operationsOf([toB])).not.toContain("reduce");
    expect(at([...Array(35).keys()], toX)[34]).toBeCloseTo((2 * 34) / 5, 12);
    expect(at([], toB)).toEqual([1]);
  });
});
