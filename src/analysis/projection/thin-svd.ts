/**
 * @file The singular value decomposition of a few long rows, by way of the small matrix of their inner products: N×N is never formed.
 */

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { dot, orthonormalise } from "../linear-algebra/gram-schmidt.ts";

export interface ThinSvd {
  /** Descending. */
  readonly singularValues: number[];
  /** The right singular vectors that belong to them, f64 [N] each, orthonormal. */
  readonly vectors: Float64Array[];
}

/** Eigenvalues of the inner products, in shares of the largest, below which there is nothing but rounding of float64. */
const RANK_TOLERANCE = 1e-13;

/**
 * Of rows f64 [N] each, the first `most` singular values that are not zero, with their right singular vectors. Squaring costs half of
 * float64's digits: values below 1e-6 of the largest are lost, which states in float32 do not hold anyway.
 */
export function thinSvd(rows: readonly Float64Array[], most: number): ThinSvd {
  const count = rows.length;
  const products = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const product = dot(rows[i] as Float64Array, rows[j] as Float64Array);
      products.set(i, j, product);
      products.set(j, i, product);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  const order = realEigenvalues
    .map((_, index) => index)
    .toSorted((a, b) => at(realEigenvalues, b) - at(realEigenvalues, a));
  const largest = at(realEigenvalues, order[0] ?? 0);
  const kept = order.slice(0, most).filter((index) => at(realEigenvalues, index) > RANK_TOLERANCE * largest);
  const vectors = kept.map((index) => combination(rows, eigenvectorMatrix.getColumn(index)));
  // Orthogonal already but for what the squaring lost.
  orthonormalise(vectors);
  return { singularValues: kept.map((index) => Math.sqrt(at(realEigenvalues, index))), vectors };
}

const at = (values: readonly number[], index: number): number => values[index] ?? 0;

/** Σ weights[i] · rows[i] */
function combination(rows: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  rows.forEach((row, index) => {
    const weight = at(weights, index);
    for (let place = 0; place < sum.length; place++)
      sum[place] = (sum[place] as number) + weight * (row[place] as number);
  });
  return sum;
}
