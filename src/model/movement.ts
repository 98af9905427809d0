/**
 * @file How a state moves, as graph fragments. Distances are computed from differences of unit vectors, which keeps all their
 * digits however small they are; 1 − (a·b)/(‖a‖‖b‖) in float32 could not tell 10⁻⁸ from 0.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { add, div, mul, reduce, reshape, sqrt, sub } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";

/** Σ x² over everything but the batch, f32 [B, 1, 1]. One axis at a time: partial sums keep float32's error small. */
function sumSquares(x: Value): Value {
  return reduce("sum", reduce("sum", mul(x, x), 2), 1);
}

/** Σ of several f32 [B, 1, 1]. */
const total = (parts: readonly [Value, ...Value[]]): Value => parts.slice(1).reduce(add, parts[0]);

/** One or both states f32 [B, P+S, D], taken as one long vector per row of the batch. */
export type JointState = readonly [Value, ...Value[]];

function mapStates(state: JointState, change: (part: Value, place: number) => Value): JointState {
  const [first, ...rest] = state;
  return [change(first, 0), ...rest.map((part, index) => change(part, index + 1))];
}

/** The state divided by its length. */
export function unit(graph: GraphBuilder, state: JointState): JointState {
  const length = sqrt(total(mapStates(state, sumSquares)));
  const inverse = div(graph.scalar(1), length);
  return mapStates(state, (part) => mul(part, inverse));
}

/** 1 − cosine of two unit vectors, f32 [B]: ½‖a − b‖². */
export function unitCosDist(a: JointState, b: JointState): Value {
  const difference = total(mapStates(a, (part, place) => sumSquares(sub(part, b[place] as Value))));
  return perRow(mul(difference, 0.5));
}

/** 1 − cosine of two states, f32 [B]. */
export function cosDist(graph: GraphBuilder, a: JointState, b: JointState): Value {
  return unitCosDist(unit(graph, a), unit(graph, b));
}

/** ‖after − before‖ / ‖after‖, f32 [B]. */
export function residual(before: JointState, after: JointState): Value {
  const change = total(mapStates(after, (part, place) => sumSquares(sub(part, before[place] as Value))));
  return perRow(sqrt(div(change, total(mapStates(after, sumSquares)))));
}

const perRow = (value: Value): Value => reshape(value, [value.shape[0] ?? 1]);
