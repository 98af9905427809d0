/**
 * @file All cases in one graph, so that an engine that is slow to compile does it once.
 */

import fc from "fast-check";
import type { Engine, EngineTensor } from "../../src/engine/engine.ts";
import type { GraphBuilder } from "../../src/graph/build.ts";
import { createGraph, gather, where } from "../../src/graph/build.ts";
import type { Value } from "../../src/graph/types.ts";
import { type Case, LARGEST_INTEGER } from "./case.ts";
import { CASES, type OperationName } from "./cases.ts";
import type { PlainTensor } from "./plain-tensor.ts";

export interface Result {
  readonly expected: Case;
  readonly got: Float32Array;
}

export const OPERATIONS = Object.keys(CASES) as OperationName[];

/** `count` random cases of each operation, the same ones every time. */
export function drawCases(count: number): ReadonlyMap<OperationName, readonly Case[]> {
  return new Map(OPERATIONS.map((name) => [name, fc.sample(CASES[name], { numRuns: count, seed: 20 })]));
}

/** `constant`: the tensors are compiled into the graph, where an engine may compute with them beforehand. */
export async function runCases(
  engine: Engine,
  cases: ReadonlyMap<OperationName, readonly Case[]>,
  tensorsAre: "inputs" | "constants",
): Promise<ReadonlyMap<OperationName, readonly Result[]>> {
  const graph = createGraph();
  const feeds: Record<string, EngineTensor> = {};
  const enter = (tensor: PlainTensor): Value => {
    const [dtype, data] =
      tensor.dtype === "i32"
        ? (["i32", Int32Array.from(tensor.data)] as const)
        : (["f32", Float32Array.from(tensor.data)] as const);
    if (tensorsAre === "constants") return graph.constant(tensor.shape, data);
    const name = `tensor ${Object.keys(feeds).length}`;
    feeds[name] = engine.upload(tensor.shape, data);
    return graph.input(name, dtype, tensor.shape);
  };
  for (const [name, list] of cases) {
    list.forEach(({ inputs, build }, index) => {
      graph.output(`${name} ${index}`, asFloats(graph, build(inputs.map(enter))));
    });
  }

  const executable = await engine.compile(graph);
  const outputs = await executable.run(feeds);
  const results = new Map<OperationName, Result[]>();
  for (const [name, list] of cases) {
    const read = list.map((_, index) => engine.read(outputs[`${name} ${index}`] as EngineTensor));
    const got = await Promise.all(read);
    results.set(
      name,
      list.map((expected, index) => ({ expected, got: got[index] as Float32Array })),
    );
  }
  for (const tensor of [...Object.values(feeds), ...Object.values(outputs)]) engine.dispose(tensor);
  await executable.release();
  return results;
}

/** Only floats can be read. */
function asFloats(graph: GraphBuilder, value: Value): Value {
  if (value.dtype === "bool") return where(value, 1, 0);
  if (value.dtype === "f32") return value;
  const numbers = Float32Array.from({ length: LARGEST_INTEGER + 1 }, (_, number) => number);
  return gather(graph.constant([numbers.length], numbers), value);
}
