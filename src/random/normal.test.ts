import { describe, expect, it } from "vitest";
import { centredNormalQuantile, centredUniform } from "./normal.ts";

/** q and the quantile of ½ + q to the nearest float64, from mpmath at 250 bits; both sides of each of AS 241's joints. */
const QUANTILES: readonly (readonly [number, number])[] = [
  [5.551115123125783e-17, 1.3914582123358836e-16],
  [1.6653345369377348e-16, 4.17437463700765e-16],
  [1e-9, 2.506628274631001e-9],
  [0.001, 0.002506630899571764],
  [0.1, 0.25334710313579983],
  [0.25, 0.6744897501960817],
  [0.3413447460685429, 0.9999999999999999],
  [0.4, 1.2815515655446006],
  [0.425, 1.439531470938456],
  [0.42500000000000004, 1.4395314709384561],
  [0.45, 1.6448536269514729],
  [0.475, 1.9599639845400538],
  [0.495, 2.5758293035489004],
  [0.499, 3.090232306167813],
  [0.4999, 3.7190164854557084],
  [0.499999, 4.753424308828306],
  [0.49999999, 5.612001244265849],
  [0.4999999999, 6.361340889697422],
  [0.49999999998, 6.604077578146422],
  [0.499999999986, 6.6567228461403625],
  [0.499999999987, 6.667611569742473],
  [0.4999999999999, 7.348828748202311],
  [0.4999999999999445, 7.427078709276941],
  [0.49999999999999983, 8.160707840858583],
  [0.49999999999999994, 8.292361075813595],
];

describe("centredNormalQuantile", () => {
  it.each(QUANTILES)("of %d is right to 1e-15", (q, quantile) => {
    expect(Math.abs(centredNormalQuantile(q) / quantile - 1)).toBeLessThan(1e-15);
  });

  it.each(QUANTILES)("is odd to the last bit at %d", (q) => {
    expect(centredNormalQuantile(-q)).toBe(-centredNormalQuantile(q));
  });

  it("rises across its joints", () => {
    for (const joint of [0.425, 0.49999999998611205]) {
      const around = [-2e-15, -1e-15, 0, 1e-15, 2e-15].map((d) => centredNormalQuantile(joint + d));
      expect(around).toEqual(around.toSorted((a, b) => a - b));
    }
  });
});

describe("centredUniform", () => {
  it("is half a unit away from 0 at the least", () => {
    expect(centredUniform(0, 0)).toBe(2 ** -54);
    expect(centredUniform(0x80000000, 0)).toBe(-(2 ** -54));
  });

  it("is half a unit away from a half at the most", () => {
    expect(centredUniform(0x7fffffff, 0xffffffff)).toBe(0.5 - 2 ** -54);
    expect(centredUniform(0xffffffff, 0xffffffff)).toBe(2 ** -54 - 0.5);
  });

  it("uses 53 bits and drops the last 11 of the second word", () => {
    expect(centredUniform(0, 0x7ff)).toBe(2 ** -54);
    expect(centredUniform(0, 0x800)).toBe(3 * 2 ** -54);
    expect(centredUniform(1, 0)).toBe((2 ** 22 + 1) * 2 ** -54);
  });
});
