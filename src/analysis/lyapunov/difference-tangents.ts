/**
 * @file Derivatives along a frame by finite differences, of a map that is known only by what it makes of a batch of states.
 *
 * Two errors pull the displacement's size ε in opposite ways: the map's curvature (of relative size ε for forward, ε² for central
 * differences) and rounding (η/ε, where η is what one application of the map rounds off, some 1e-7 to 1e-6 for a network in float32).
 * They meet near √η for forward and ∛η for central differences, which have the wider plateau (Press et al., Numerical Recipes,
 * section 5.7). The defaults for float32 lie in the middle of the plateaus that trained and untrained models show.
 */

import { invalid } from "../../errors.ts";
import { norm } from "../linear-algebra/gram-schmidt.ts";
import type { TangentMap } from "./tangent-map.ts";

export type Precision = "float32" | "float64";
export type DifferenceScheme = "forward" | "central";

/** A map from a batch of states to the batch of their images, row by row. */
export interface BatchMap {
  /** N */
  readonly dimension: number;
  /** In what the map takes and gives its states. */
  readonly precision: Precision;
  /**
   * The images of `states`, f64 [rows][N], values that `precision` holds exactly. Asked once per step and in order, so that a map
   * may change with time, as a rollout with interventions does. The first state is the trajectory's own.
   */
  apply(states: readonly Float64Array[]): Promise<readonly Float64Array[]>;
}

export interface DifferenceOptions {
  readonly scheme?: DifferenceScheme;
  /** ε: the displacement's length in lengths of the state. */
  readonly epsilon?: number;
}

/** See above. */
const DEFAULT_EPSILON: Readonly<Record<Precision, Readonly<Record<DifferenceScheme, number>>>> = {
  float32: { forward: 3e-4, central: 3e-3 },
  float64: { forward: 1e-7, central: 5e-6 },
};

const ROUNDING: Readonly<Record<Precision, number>> = { float32: 2 ** -24, float64: 2 ** -53 };

export const DEFAULT_SCHEME: DifferenceScheme = "central";

/** ε where none was asked for. */
export function defaultEpsilon(precision: Precision, scheme: DifferenceScheme): number {
  return DEFAULT_EPSILON[precision][scheme];
}

/** States that one step of k exponents asks of the map at once: the trajectory and its displaced copies. */
export function rowsFor(exponents: number, scheme: DifferenceScheme = DEFAULT_SCHEME): number {
  return 1 + exponents * (scheme === "central" ? 2 : 1);
}

/**
 * The map with its derivative. A displaced state is rounded first, and it is the displacement that is left which is compared with
 * its image, so that only the map's own rounding disturbs the result. Throws where nothing is left of it.
 */
export function differenceTangents(map: BatchMap, options: DifferenceOptions = {}): TangentMap {
  const { scheme = DEFAULT_SCHEME } = options;
  const { dimension, precision } = map;
  const epsilon = options.epsilon ?? defaultEpsilon(precision, scheme);
  const rounded = precision === "float32" ? Math.fround : (value: number): number => value;
  return {
    dimension,
    async step(state, frame) {
      // A state of zeros has no length to go by.
      const size = epsilon * (norm(state) || 1);
      const displaced = (vector: Float64Array, by: number): Float64Array =>
        state.map((value, place) => rounded(value + by * (vector[place] as number)));
      const forward = frame.map((vector) => displaced(vector, size));
      const backward = scheme === "central" ? frame.map((vector) => displaced(vector, -size)) : [];
      const before = forward.map((end, index) => difference(end, backward[index] ?? state));
      if (before.some((vector) => norm(vector) < size / 2)) {
        throw invalid("epsilon", epsilon, { expected: `more: ${precision} rounds such a displacement away` });
      }
      const [image = state, ...images] = await map.apply([state, ...forward, ...backward]);
      const imagesBack = images.splice(frame.length);
      return {
        image,
        before,
        after: images.map((end, index) => difference(end, imagesBack[index] ?? image)),
        resolution: ROUNDING[precision] * norm(image),
      };
    },
  };
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, place) => value - (b[place] as number));
}
