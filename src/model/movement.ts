/**
 * @file How a state moves, as graph fragments. Distances are computed from differences of vectors of one length, which keeps all
 * their digits however small they are; 1 − (a·b)/(‖a‖‖b‖) in float32 could not tell 10⁻⁸ from 0.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { add, div, equal, mul, reduce, reshape, sqrt, sub, where } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";

/** One or both states f32 [B, P+S, D], taken as one long vector per row of the batch. */
export type JointState = readonly [Value, ...Value[]];

/** Σ x² over everything but the batch, f32 [B, 1, 1]. One axis at a time: partial sums keep float32's error small. */
function sumSquares(x: Value): Value {
  return reduce("sum", reduce("sumSquare", x, 2), 1);
}

/** Σ over the parts of a state, f32 [B, 1, 1]. */
function sumOver(state: JointState, term: (part: Value, place: number) => Value): Value {
  const [first, ...rest] = state.map(term);
  return rest.reduce(add, first as Value);
}

/** ‖a − b‖², f32 [B, 1, 1]. */
function squaredDifference(a: JointState, b: JointState): Value {
  return sumOver(a, (part, place) => sumSquares(sub(part, b[place] as Value)));
}

/** Σ x² of the whole state, f32 [B, 1, 1]. */
const squaredLength = (state: JointState): Value => sumOver(state, sumSquares);

function scaled(state: JointState, factor: Value): JointState {
  const [first, ...rest] = state;
  return [mul(first, factor), ...rest.map((part) => mul(part, factor))];
}

/** `x`, or 1 where it is 0. */
const orOne = (x: Value): Value => where(equal(x, 0), 1, x);

/** The state divided by its length; zeros stay zeros. */
export function unit(graph: GraphBuilder, state: JointState): JointState {
  return scaled(state, div(graph.scalar(1), orOne(sqrt(squaredLength(state)))));
}

/** 1 − cosine of two unit vectors, f32 [B]: ½‖a − b‖². */
export function unitCosDist(a: JointState, b: JointState): Value {
  return perRow(mul(squaredDifference(a, b), 0.5));
}

/**
 * 1 − cosine of two states, f32 [B]: ½‖a − b′‖²/‖a‖², with b′ of b's direction and a's length. To a state of zeros, which an
 * ablation may leave behind, it is 1.
 */
export function cosDist(a: JointState, b: JointState): Value {
  const [squaredA, squaredB] = [squaredLength(a), squaredLength(b)];
  const sameLength = scaled(b, sqrt(div(squaredA, orOne(squaredB))));
  const distance = div(squaredDifference(a, sameLength), mul(orOne(squaredA), 2));
  return perRow(where(equal(mul(squaredA, squaredB), 0), 1, distance));
}

/** ‖after − before‖ / ‖after‖, f32 [B]. */
export function residual(before: JointState, after: JointState): Value {
  return perRow(sqrt(div(squaredDifference(after, before), squaredLength(after))));
}

const perRow = (value: Value): Value => reshape(value, [value.shape[0] ?? 1]);
