import { inverse, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type BatchMap, differenceTangents } from "./difference-tangents.ts";
import { type FiniteTimeExponents, finiteTimeExponents, type GrowthStep, growthAlong } from "./exponents.ts";
import { exactTangents, type TangentMap } from "./tangent-map.ts";

async function follow(map: TangentMap, start: number[], exponents: number, count: number, skip: number) {
  const steps: GrowthStep[] = [];
  for await (const step of growthAlong(map, Float64Array.from(start), { exponents, seed: 1 })) {
    steps.push(step);
    if (steps.length === count) break;
  }
  return { ...finiteTimeExponents(steps, skip), steps };
}

/** A map of single states as a map of batches. */
function batched(dimension: number, map: (state: Float64Array) => Float64Array): BatchMap {
  return { dimension, precision: "float64", apply: async (states) => states.map(map) };
}

/** Every way to the derivative of one map. */
function waysTo(
  dimension: number,
  map: (state: Float64Array) => Float64Array,
  product: (state: Float64Array, vector: Float64Array) => Float64Array,
): [string, TangentMap][] {
  return [
    ["exact products", exactTangents(dimension, map, product)],
    ["forward differences", differenceTangents(batched(dimension, map), { scheme: "forward" })],
    ["central differences", differenceTangents(batched(dimension, map), { scheme: "central" })],
  ];
}

const relativeError = (found: number, known: number): number => Math.abs(found - known) / Math.abs(known);

describe("the Hénon map", () => {
  const [a, b] = [1.4, 0.3];
  const henon = ([x = 0, y = 0]: Float64Array): Float64Array => Float64Array.of(1 - a * x * x + y, b * x);
  const product = ([x = 0]: Float64Array, [u = 0, v = 0]: Float64Array) => Float64Array.of(-2 * a * x * u + v, b * u);

  // Sprott, Chaos and Time-Series Analysis, 2003: 0.41922 and −1.62319.
  it.each(waysTo(2, henon, product))("has the known exponents, by %s", async (_, map) => {
    const { exponents } = await follow(map, [0.1, 0.1], 2, 20_100, 100);
    expect(relativeError(exponents[0] as number, 0.41922)).toBeLessThan(0.01);
    expect(relativeError(exponents[1] as number, -1.62319)).toBeLessThan(0.01);
  });

  it("shrinks areas by ln b in every step", async () => {
    const { steps } = await follow(exactTangents(2, henon, product), [0.1, 0.1], 2, 50, 0);
    for (const { growth } of steps) expect((growth[0] ?? 0) + (growth[1] ?? 0)).toBeCloseTo(Math.log(b), 12);
  });
});

describe("a linear map", () => {
  const factors = [1.3, 1.05, 0.8, -0.5, 0.2];
  // Similar to a diagonal matrix and far from symmetric, so that the directions that grow are not at right angles.
  const basis = Matrix.from1DArray(
    5,
    5,
    Array.from({ length: 25 }, (_, place) => Math.sin(3 * place + 1) + (place % 6 === 0 ? 1.5 : 0)),
  );
  const matrix = basis.mmul(Matrix.diag(factors)).mmul(inverse(basis));
  const known = factors.map((factor) => Math.log(Math.abs(factor)));
  const times = (vector: Float64Array): Float64Array =>
    Float64Array.from(matrix.mmul(Matrix.columnVector([...vector])).to1DArray());

  it.each(waysTo(5, times, (_, vector) => times(vector)))("has its whole spectrum, by %s", async (_, map) => {
    const { exponents } = await follow(map, [0, 0, 0, 0, 0], 5, 1200, 600);
    exponents.forEach((exponent, index) => {
      expect(relativeError(exponent, known[index] as number)).toBeLessThan(0.001);
    });
  });
});

describe("growthAlong", () => {
  const halve = (state: Float64Array): Float64Array => state.map((value, place) => (place === 0 ? value / 2 : 0));

  it("calls a direction that dies unresolved and goes on with another", async () => {
    const map = exactTangents(3, halve, (_, vector) => halve(vector));
    const { steps, exponents, unresolved } = await follow(map, [1, 1, 1], 2, 5, 0);
    expect(exponents[1]).toBe(Number.NEGATIVE_INFINITY);
    expect(unresolved).toEqual([0, 5]);
    expect(steps.at(-1)?.growth[0]).toBeCloseTo(Math.log(0.5), 12);
  });

  it("says of a float32 map what rounding hides, as an upper bound", async () => {
    const shrink = (state: Float64Array) => state.map((value) => Math.fround(1 + 1e-12 * (value - 1)));
    const map: BatchMap = { dimension: 2, precision: "float32", apply: async (states) => states.map(shrink) };
    const { unresolved, exponents } = await follow(differenceTangents(map), [1, 1], 1, 3, 0);
    expect(unresolved).toEqual([3]);
    expect(exponents[0]).toBeGreaterThan(Math.log(1e-12));
  });

  it("keeps a frame of as many directions as were asked for, and no more than there are", async () => {
    const map = exactTangents(2, halve, (_, vector) => halve(vector));
    await expect(growthAlong(map, new Float64Array(2), { exponents: 3 }).next()).rejects.toThrow("3 exponents");
  });

  it("starts with the same frame for the same seed", async () => {
    const henon = ([x = 0, y = 0]: Float64Array) => Float64Array.of(1 - 1.4 * x * x + y, 0.3 * x);
    const first = async (seed: number) => {
      const steps = growthAlong(differenceTangents(batched(2, henon)), Float64Array.of(0.1, 0.1), {
        exponents: 1,
        seed,
      });
      return (await steps.next()).value.growth[0];
    };
    expect(await first(3)).toBe(await first(3));
    expect(await first(3)).not.toBe(await first(4));
  });
});

describe("finiteTimeExponents", () => {
  const step = (...growth: number[]) => ({
    growth: Float64Array.from(growth),
    unresolved: growth.map((value) => value < -5),
  });
  const steps = [step(9, 9), step(1, -1), step(3, -9), step(2, -2)];

  it("averages what is left after the skipped steps, as it goes", () => {
    const found: FiniteTimeExponents = finiteTimeExponents(steps, 1);
    expect(found.running.map((values) => [...values])).toEqual([
      [1, -1],
      [2, -5],
      [2, -4],
    ]);
    expect([...found.exponents]).toEqual([2, -4]);
    expect(found.unresolved).toEqual([0, 1]);
  });

  it("needs a step that counts", () => {
    expect(() => finiteTimeExponents(steps, 4)).toThrow("skipping 4 of 4");
  });
});
