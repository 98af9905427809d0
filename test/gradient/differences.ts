/**
 * @file Derivatives by central differences of fourth order, the independent numbers that gradients are compared with.
 */

/** Truncation h⁴ and rounding 1e-16/h are both far below the tolerances here. */
const STEP = 1e-3;

/** f′(0). */
export function derivative(f: (step: number) => number, step = STEP): number {
  const around = (times: number): number => f(times * step) - f(-times * step);
  return (8 * around(1) - around(2)) / (12 * step);
}

/** df/dx for each element of x, which is changed on the way and put back. */
export function numericalGradient(f: () => number, x: Float64Array): Float64Array {
  return Float64Array.from(x, (own, place) => {
    const partial = derivative((step) => {
      x[place] = own + step;
      return f();
    });
    x[place] = own;
    return partial;
  });
}

export const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, x) => total + x, 0);

/** The largest difference, in units of the largest element, or of `least` where that is larger; NaN where the lengths differ. */
export function worstDifference(got: ArrayLike<number>, expected: ArrayLike<number>, least = 1): number {
  if (got.length !== expected.length) return Number.NaN;
  const largest = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), least);
  return (
    Array.from(got).reduce((worst, x, place) => Math.max(worst, Math.abs(x - (expected[place] as number))), 0) / largest
  );
}
