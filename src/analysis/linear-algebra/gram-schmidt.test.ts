import fc from "fast-check";
import { Matrix, QrDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { dot, orthonormalise } from "./gram-schmidt.ts";

/** Squares of numbers below 1e-154 underflow; displacements are never so short. */
const numbers = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => (Math.abs(value) < 1e-100 ? 0 : value));

const vectors = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 12 }))
  .chain(([count, length]) =>
    fc.array(fc.array(numbers, { minLength: length, maxLength: length }), {
      minLength: count,
      maxLength: count,
    }),
  )
  .map((rows) => rows.map((row) => Float64Array.from(row)));

describe("orthonormalise", () => {
  it("gives orthonormal vectors, and zeros for those that depend on others", () => {
    fc.assert(
      fc.property(vectors, (given) => {
        const diagonal = orthonormalise(given);
        given.forEach((a, i) => {
          given.forEach((b, j) => {
            const expected = i === j && diagonal[i] !== 0 ? 1 : 0;
            expect(Math.abs(dot(a, b) - expected)).toBeLessThan(1e-12);
          });
        });
      }),
    );
  });

  it("agrees with Householder's QR decomposition, also of vectors that are nearly parallel", () => {
    const columns = [
      [1, 2, 3, 4],
      [1, 2, 3, 4 + 1e-9],
      [0, 1, 0, 1],
    ];
    const known = new QrDecomposition(new Matrix(columns).transpose()).upperTriangularMatrix;
    const found = orthonormalise(columns.map((column) => Float64Array.from(column)));
    found.forEach((value, index) => {
      expect(value / Math.abs(known.get(index, index))).toBeCloseTo(1, 6);
    });
  });
});
