import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runningMean, windowOf } from "./smooth.ts";

describe("a running mean", () => {
  it("is the mean of what lies within half a window on either side, whatever lacks", () => {
    const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 0, max: 5 }), (values, half) => {
        const smooth = runningMean(values, 2 * half + 1);
        for (const [index] of values.entries()) {
          const near = values.slice(Math.max(0, index - half), index + half + 1).filter((near) => !Number.isNaN(near));
          const mean = near.reduce((sum, number) => sum + number, 0) / near.length;
          if (near.length === 0) expect(smooth[index]).toBeNaN();
          else expect(smooth[index]).toBeCloseTo(mean, 9);
        }
      }),
    );
  });

  it("of rates is the rate over the whole window", () => {
    // 60 rows in a second, then 60 rows in three.
    expect([...runningMean([60, 20], 3, { harmonic: true })].map((rate) => Number(rate.toFixed(9)))).toEqual([30, 30]);
  });

  it("takes a window that grows with the series, and is odd", () => {
    expect([10, 100, 4000, 1_000_000].map(windowOf)).toEqual([1, 1, 67, 16667]);
  });
});
