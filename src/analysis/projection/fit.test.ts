import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { normalStream } from "../../random/stream.ts";
import { dot } from "../linear-algebra/gram-schmidt.ts";
import { explainedShares, type PrincipalBasis, project } from "./basis.ts";
import { type FitOptions, fitPrincipalAxes } from "./fit.ts";

/** States that vary along a few directions strongly and along all a little, around a centre far from zero that drifts. */
function madeUpStates(count: number, dimension: number, { noise = 0.05, drift = 0 } = {}): Float32Array[] {
  const normal = normalStream(11);
  const directions = [5, 3, 2, 1].map((size) => Float64Array.from({ length: dimension }, () => size * normal()));
  const centre = Float64Array.from({ length: dimension }, () => 10 + normal());
  return Array.from({ length: count }, (_, index) => {
    const amounts = directions.map(() => normal());
    return Float32Array.from(centre, (value, place) =>
      directions.reduce(
        (sum, direction, which) => sum + (amounts[which] as number) * (direction[place] as number),
        value + noise * normal() + (drift * index) / count,
      ),
    );
  });
}

function fitted(states: readonly Float32Array[], options: FitOptions): PrincipalBasis {
  const fitting = fitPrincipalAxes(states[0]?.length ?? 0, options);
  for (const state of states) fitting.add(state);
  return fitting.basis();
}

/** The whole singular value decomposition of the centred states. */
function reference(states: readonly Float32Array[]) {
  const matrix = new Matrix(states.map((state) => [...state])).center("column");
  const svd = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const variances = svd.diagonal.map((value) => (value * value) / (states.length - 1));
  return {
    variances,
    totalVariance: variances.reduce((sum, value) => sum + value, 0),
    axis: (which: number) => Float64Array.from(svd.rightSingularVectors.getColumn(which)),
  };
}

describe("fitPrincipalAxes", () => {
  it("agrees with the whole singular value decomposition where everything is fitted at once", () => {
    const states = madeUpStates(40, 90);
    const [basis, known] = [fitted(states, { components: 3 }), reference(states)];
    expect(basis.dropped).toBe(0);
    expect(basis.totalVariance / known.totalVariance).toBeCloseTo(1, 10);
    basis.axes.forEach((axis, which) => {
      expect((basis.variances[which] as number) / (known.variances[which] as number)).toBeCloseTo(1, 10);
      expect(Math.abs(dot(axis, known.axis(which)))).toBeCloseTo(1, 10);
    });
  });

  it.each([10, 17, 40])("agrees with it to four digits where states are merged %i at a time", (chunk) => {
    const states = madeUpStates(400, 90, { drift: 5 });
    const [basis, known] = [fitted(states, { components: 3, chunk }), reference(states)];
    expect(basis.states).toBe(400);
    expect(basis.totalVariance / known.totalVariance).toBeCloseTo(1, 10);
    basis.axes.forEach((axis, which) => {
      const ratio = (basis.variances[which] as number) / (known.variances[which] as number);
      expect(ratio).toBeCloseTo(1, 4);
      expect(ratio).toBeLessThan(1 + 1e-9);
      expect(Math.abs(dot(axis, known.axis(which)))).toBeGreaterThan(1 - 1e-4);
    });
  });

  it("says what merging dropped, which bounds how far the variances are too low", () => {
    const states = madeUpStates(300, 60, { noise: 3 });
    const [basis, known] = [fitted(states, { components: 2, chunk: 20, rank: 2 }), reference(states)];
    expect(basis.dropped).toBeGreaterThan(0.01);
    basis.variances.forEach((variance, which) => {
      const missing = (known.variances[which] as number) - variance;
      expect(missing).toBeGreaterThan(0);
      expect(missing).toBeLessThan(basis.dropped * basis.totalVariance);
    });
  });

  it("drops less the more axes are carried along", () => {
    const states = madeUpStates(300, 60, { noise: 3 });
    const missing = (rank: number): number => {
      const { variances } = fitted(states, { components: 2, chunk: 20, rank });
      return (reference(states).variances[1] as number) - (variances[1] as number);
    };
    expect(missing(30)).toBeLessThan(missing(3));
  });

  it("has the exact mean as its centre, merged or not", () => {
    const states = madeUpStates(50, 8, { drift: 3 });
    const { centre } = fitted(states, { components: 1, chunk: 7 });
    centre.forEach((value, place) => {
      const mean = states.reduce((sum, state) => sum + (state[place] as number), 0) / states.length;
      expect(value).toBeCloseTo(mean, 10);
    });
  });

  it("can be asked in between, as a live rollout does", () => {
    const states = madeUpStates(30, 20);
    const fitting = fitPrincipalAxes(20, { components: 2 });
    for (const state of states.slice(0, 10)) fitting.add(state);
    expect(fitting.basis().states).toBe(10);
    for (const state of states.slice(10)) fitting.add(state);
    const [whole, asked] = [fitted(states, { components: 2 }), fitting.basis()];
    expect(asked.states).toBe(30);
    asked.axes.forEach((axis, which) => {
      expect(dot(axis, whole.axes[which] as Float64Array)).toBeCloseTo(1, 6);
    });
  });

  it("gives as many axes as the states vary along", () => {
    const line = Array.from({ length: 5 }, (_, index) => Float32Array.of(index, 2 * index, 0));
    const basis = fitted(line, { components: 3 });
    expect(basis.axes).toHaveLength(1);
    expect(explainedShares(basis)[0]).toBeCloseTo(1, 12);
    const still = fitted([Float32Array.of(1, 2), Float32Array.of(1, 2)], { components: 2 });
    expect(still.axes).toEqual([]);
    expect(still.totalVariance).toBe(0);
  });

  it("needs two states of one size", () => {
    const fitting = fitPrincipalAxes(2, { components: 1 });
    fitting.add(Float32Array.of(1, 2));
    expect(() => fitting.basis()).toThrow("two states");
    expect(() => fitting.add(Float32Array.of(1))).toThrow("1 numbers among 2");
  });
});

describe("project", () => {
  const states = madeUpStates(40, 90);
  const basis = fitted(states, { components: 3 });

  it("gives coordinates whose variances are those of the basis", () => {
    const scores = states.map((state) => project(basis, state).scores);
    basis.variances.forEach((variance, which) => {
      const squares = scores.reduce((sum, score) => sum + (score[which] as number) ** 2, 0);
      expect(squares / (states.length - 1) / variance).toBeCloseTo(1, 9);
    });
  });

  it("says how far another state lies off the axes", () => {
    const away = Float64Array.from({ length: 90 }, (_, place) => Math.sin(place));
    for (const axis of basis.axes) {
      const along = dot(axis, away);
      axis.forEach((value, place) => {
        away[place] = (away[place] as number) - along * value;
      });
    }
    const state = basis.centre.map(
      (value, place) => value + 4 * ((basis.axes[1] as Float64Array)[place] as number) + (away[place] as number),
    );
    const { scores, distance } = project(basis, state);
    expect([...scores].map((score) => Math.round(score * 1e9) / 1e9 + 0)).toEqual([0, 4, 0]);
    expect(distance).toBeCloseTo(Math.sqrt(dot(away, away)), 9);
  });

  it("takes states of the same size only", () => {
    expect(() => project(basis, new Float32Array(3))).toThrow("3 numbers on axes of 90");
  });
});
