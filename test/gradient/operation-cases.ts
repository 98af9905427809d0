/**
 * @file The shapes and builders of the conformance cases, filled with elements at which the operation is smooth.
 */

import { type GraphBuilder, mul } from "../../src/graph/build.ts";
import { sizeOf } from "../../src/graph/shape.ts";
import type { Value } from "../../src/graph/types.ts";
import { normalStream } from "../../src/random/stream.ts";
import type { Case, Cases } from "../conformance/case.ts";
import { CASES, type OperationName } from "../conformance/cases.ts";
import { OPERATIONS } from "../conformance/run-cases.ts";

export const COMPARISONS: readonly OperationName[] = ["equal", "greaterOrEqual"];
export const DIFFERENTIABLE = OPERATIONS.filter((name) => !COMPARISONS.includes(name));

/** Those that give floats: operations that only move elements about take whole numbers as well. */
export const floatCases = (name: OperationName): Cases =>
  CASES[name].filter(({ expected }) => expected.dtype === "f32");

export interface BuiltCase {
  readonly values: readonly Value[];
  readonly out: Value;
}

/** A case in a graph, its inputs named `prefix` and their place. */
export function built(graph: GraphBuilder, { inputs, build }: Case, prefix = ""): BuiltCase {
  const values = inputs.map(({ dtype, shape }, place) =>
    graph.input(`${prefix}${place}`, dtype === "i32" ? "i32" : "f32", shape),
  );
  return { values, out: build(values) };
}

/** The inputs that the gradient is asked for: floats, but not what a condition is made of. */
export const askedOf = (name: OperationName, { values }: BuiltCase): Value[] =>
  values.filter(({ dtype }, place) => dtype === "f32" && !(name === "where" && place === 0));

/** Elements of float32 for each input: random ones where the gradient is asked for, and the case's own elsewhere. */
export function smoothElements(name: OperationName, { inputs }: Case, seed: number): Float64Array[] {
  const normal = normalStream(seed);
  return inputs.map(({ dtype, data }, place) =>
    dtype === "f32" && !(name === "where" && place === 0)
      ? Float64Array.from(Float32Array.from(smooth(name, place, data.length, normal)))
      : Float64Array.from(data),
  );
}

/** Where an operation is smooth, and far enough from where it is not. */
function smooth(name: OperationName, place: number, length: number, normal: () => number): number[] {
  const drawn = Array.from({ length }, () => normal());
  if (name === "sqrt" || name === "log") return drawn.map((x) => 0.5 + Math.abs(x));
  if (name === "abs" || name === "sign" || (name === "div" && place === 1))
    return drawn.map((x) => x + 0.5 * Math.sign(x));
  // All of them different.
  if (name === "max" || name === "min") return drawn.map((x) => drawn.filter((other) => other < x).length / 4);
  return drawn;
}

/** `out` times random constants. */
export function weighted(graph: GraphBuilder, out: Value, seed: number): Value {
  const normal = normalStream(seed + 1);
  return mul(
    out,
    graph.constant(
      out.shape,
      Float32Array.from({ length: sizeOf(out.shape) }, () => normal()),
    ),
  );
}
