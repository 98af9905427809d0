/**
 * @file The matrix that answers are read with, and the way back.
 */

import { Matrix, pseudoInverse as pseudoInverseOf } from "ml-matrix";

/** `lm_head`: the logits of a position are `data` times its state. */
export interface OutputHead {
  readonly shape: readonly [vocabulary: number, width: number];
  /** f32 [V, D] */
  readonly data: Float32Array;
}

const inverses = new WeakMap<OutputHead, Float64Array>();

/**
 * f64 [V, D]: row t is the shortest change of a state that raises logit t by one and leaves the others, as far as the head's rank
 * allows (Moore and Penrose's inverse, transposed). Made once per head.
 */
export function pseudoInverse(head: OutputHead): Float64Array {
  const known = inverses.get(head);
  if (known !== undefined) return known;
  const [vocabulary, width] = head.shape;
  const inverse = pseudoInverseOf(Matrix.from1DArray(vocabulary, width, Array.from(head.data)));
  const made = Float64Array.from(inverse.transpose().to1DArray());
  inverses.set(head, made);
  return made;
}
