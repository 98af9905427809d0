import { expect, it } from "vitest";
import { compareExponents } from "./group-comparison.ts";

const rollout = (solved: boolean | null, ...exponents: number[]) => ({
  exponents: Float64Array.from(exponents),
  record: { solved },
});

it("compares each exponent of the failed with that of the solved", () => {
  const [first, second, ...others] = compareExponents([
    rollout(false, 3, -1),
    rollout(false, 1, -2),
    rollout(true, 2, -3),
    rollout(true, 0, -4),
    rollout(true, 0, -5),
    rollout(null, 100, 100),
  ]);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    failed: { rollouts: 2, lower: 1.5, median: 2, upper: 2.5 },
    solved: { rollouts: 3, lower: 0, median: 0, upper: 1 },
    auc: { positives: 2, negatives: 3 },
  });
  expect(first?.auc.value).toBeCloseTo(5 / 6, 12);
  expect(second?.auc.value).toBe(1);
});

it("puts a direction that dies below every other", () => {
  const [only] = compareExponents([rollout(true, Number.NEGATIVE_INFINITY), rollout(true, -9), rollout(false, -8)]);
  expect(only?.auc.value).toBe(1);
});

it("knows no area where nothing failed", () => {
  const [only] = compareExponents([rollout(true, 1)]);
  expect(only?.auc.value).toBeNaN();
  expect(only?.failed).toMatchObject({ rollouts: 0, median: Number.NaN });
});
