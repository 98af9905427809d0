/**
 * @file The QR decomposition of a few long vectors, of which the diagonal of R is what an exponent is read from.
 */

/** Below this share of its length a vector is taken to lie in the span of those before it: what is left is rounding. */
const DEPENDENT = 1e-14;

/**
 * Orthonormalises f64 [N] vectors in place and in order, and gives the diagonal of R: what each had left of its length. Gram–Schmidt,
 * each vector twice, which keeps the result orthogonal to working precision (Giraud, Langou, Rozložník and van den Eshof, Numerische
 * Mathematik 101, 2005). A vector that depends on those before it becomes zeros, its diagonal 0.
 */
export function orthonormalise(vectors: readonly Float64Array[]): Float64Array {
  const diagonal = new Float64Array(vectors.length);
  vectors.forEach((vector, index) => {
    const whole = norm(vector);
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < index; before++) {
        const other = vectors[before] as Float64Array;
        addScaled(vector, other, -dot(other, vector));
      }
    }
    const left = norm(vector);
    const independent = left > DEPENDENT * whole;
    diagonal[index] = independent ? left : 0;
    scale(vector, independent ? 1 / left : 0);
  });
  return diagonal;
}

/** Σ a·b of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += (a[place] as number) * (b[place] as number);
  return sum;
}

/** Euclidean length. */
export function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

function addScaled(vector: Float64Array, other: Float64Array, factor: number): void {
  for (let place = 0; place < vector.length; place++) {
    vector[place] = (vector[place] as number) + factor * (other[place] as number);
  }
}

function scale(vector: Float64Array, factor: number): void {
  for (let place = 0; place < vector.length; place++) vector[place] = (vector[place] as number) * factor;
}
