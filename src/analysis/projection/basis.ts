/**
 * @file A basis of principal axes, and where states lie on it.
 */

import { dot } from "../linear-algebra/gram-schmidt.ts";

/** States, flattened to f64 [N], are seen from `centre` along `axes`. */
export interface PrincipalBasis {
  /** N */
  readonly dimension: number;
  /** How many states it was fitted on. */
  readonly states: number;
  /** Their mean, f64 [N]. */
  readonly centre: Float64Array;
  /**
   * f64 [N] each, orthonormal, the one along which the states vary most first; of each, the largest element is positive. Fewer than
   * were asked for where the states do not vary along so many.
   */
  readonly axes: readonly Float64Array[];
  /** Of the states' coordinates on each axis, with n − 1 degrees of freedom; in squared units of the state. */
  readonly variances: readonly number[];
  /** Of the states in all N dimensions: the sum of all variances there are. */
  readonly totalVariance: number;
  /**
   * The share of the total variance that was dropped while the states were merged, 0 where the fit is an exact thin singular value
   * decomposition. Variances are too low by at most so much.
   */
  readonly dropped: number;
}

export interface ProjectedState {
  /** f64 [axes]: coordinates along the axes. */
  readonly scores: Float64Array;
  /** How far the state lies from what the axes span, in units of the state. */
  readonly distance: number;
}

/** Where a state, f32 or f64 [N] however it is shaped, lies on a basis that may have been fitted on others. */
export function project(basis: PrincipalBasis, state: Float32Array | Float64Array): ProjectedState {
  const { dimension, centre, axes } = basis;
  if (state.length !== dimension) throw new Error(`a state of ${state.length} numbers on axes of ${dimension}`);
  const left = centre.map((mean, place) => (state[place] as number) - mean);
  const scores = Float64Array.from(axes, (axis) => dot(axis, left));
  const off = dot(left, left) - dot(scores, scores);
  return { scores, distance: Math.sqrt(Math.max(0, off)) };
}

/** Each axis's share of the total variance, 0 to 1. */
export function explainedShares({ variances, totalVariance }: PrincipalBasis): number[] {
  return variances.map((variance) => variance / totalVariance);
}
