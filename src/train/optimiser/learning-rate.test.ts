import { describe, expect, it } from "vitest";
import { rateFactor } from "./learning-rate.ts";

describe("the learning rate", () => {
  const schedule = { warmupSteps: 4, totalSteps: 24, minRatio: 0.1 };

  it.each([
    [1, 0.25],
    [2, 0.5],
    [3, 0.75],
    [4, 1],
    [14, 0.55],
    [24, 0.1],
    [30, 0.1 + 0.45 * (1 + Math.cos((26 / 20) * Math.PI))],
  ])("is at step %i %f of the base rate", (step, factor) => {
    expect(rateFactor(step, schedule)).toBeCloseTo(factor, 12);
  });

  it("starts in full without a warm-up", () => {
    expect(rateFactor(1, { ...schedule, warmupSteps: 0, minRatio: 1 })).toBe(1);
  });
});
