import { describe, expect, it } from "vitest";
import { axisNumber, lastMeasured, scaleOf } from "./plot.ts";
import { shareOf } from "./scrub.ts";

const linear = { log: false, references: [] };
const log = { log: true, references: [] };

describe("a plot's scale", () => {
  it("spans what was measured and the lines that are always in sight", () => {
    const scale = scaleOf({ log: false, references: [0, 1] }, [Float64Array.of(-3, Number.NaN, -1)]);
    expect([scale?.low, scale?.high, scale?.place(-3), scale?.place(1)]).toEqual([-3, 1, 0, 1]);
  });

  it("spans whole decades on a log axis and passes over what has no logarithm", () => {
    const scale = scaleOf(log, [Float64Array.of(0, 3e-5, 0.02)]);
    expect(scale?.low).toBeCloseTo(1e-5);
    expect(scale?.high).toBeCloseTo(0.1);
    expect(scale?.place(1e-3)).toBeCloseTo(0.5);
  });

  it("has room for a constant, and is none where nothing was measured", () => {
    expect(scaleOf(linear, [Float64Array.of(2, 2)])?.place(2)).toBe(0);
    expect(scaleOf(linear, [Float64Array.of(Number.NaN)])).toBeUndefined();
  });

  it("finds where the last number was measured", () => {
    const values = Float64Array.of(Number.NaN, 3, Number.NaN, Number.NaN, 5);
    expect([0, 1, 3, 4, 9].map((index) => lastMeasured(values, index))).toEqual([0, 1, 1, 4, 4]);
  });

  it("writes short numbers", () => {
    expect([axisNumber(1e-5, true), axisNumber(1, true), axisNumber(-3.1234, false), axisNumber(61, false)]).toEqual([
      "1e−5",
      "1",
      "−3.1",
      "61",
    ]);
  });
});

describe("the scrubber's shade", () => {
  it("grows with the logarithm of the movement", () => {
    expect([0, 1e-9, 1e-3, 1, 2, Number.NaN].map(shareOf)).toEqual([0, 0, 0.5, 1, 1, 0]);
  });
});
