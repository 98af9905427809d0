/**
 * @file What exponents are computed of: a map of states that can also say what becomes of small displacements of a state.
 */

/** What one application of a map did to a state and to displacements of it. All vectors f64 [N]. */
export interface TangentStep {
  /** The state after it. */
  readonly image: Float64Array;
  /** The displacements as they really were: the frame's, but for their length and for what rounding made of them. */
  readonly before: readonly Float64Array[];
  /** J·before. */
  readonly after: readonly Float64Array[];
  /** Lengths of `after` below this are rounding. */
  readonly resolution: number;
}

export interface TangentMap {
  /** N */
  readonly dimension: number;
  /** The map once, at `state` f64 [N], with its derivative along the `frame`: orthonormal vectors, f64 [N] each. */
  step(state: Float64Array, frame: readonly Float64Array[]): Promise<TangentStep>;
}

/** A map whose Jacobian–vector product is known: `product(state, vector)` is J(state)·vector. */
export function exactTangents(
  dimension: number,
  map: (state: Float64Array) => Float64Array,
  product: (state: Float64Array, vector: Float64Array) => Float64Array,
): TangentMap {
  return {
    dimension,
    async step(state, frame) {
      return { image: map(state), before: frame, after: frame.map((vector) => product(state, vector)), resolution: 0 };
    },
  };
}
