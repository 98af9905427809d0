import { describe, expect, it } from "vitest";
import { percent, placePoints, stateAt } from "./latent.ts";

const rollout = (...scores: number[][]) => ({
  addresses: scores.map((_, at) => String(at + 1)),
  scores: scores.map((score) => Float64Array.from(score)),
});

describe("a latent trajectory", () => {
  it("has the same unit along both axes, upwards, within the margin", () => {
    const rollouts = [rollout([0, 0], [4, 0]), rollout([4, 2])];
    expect(placePoints({ rollouts }, 100, 60, 10)).toEqual([
      [
        [10, 50],
        [90, 50],
      ],
      [[90, 10]],
    ]);
  });

  it("stands in the middle where nothing moves, and on a line where there is one axis", () => {
    expect(placePoints({ rollouts: [rollout([3], [3])] }, 100, 60, 10)[0]).toEqual([
      [50, 30],
      [50, 30],
    ]);
    const line = placePoints({ rollouts: [rollout([0], [1])] }, 100, 60, 10)[0];
    expect(line).toEqual([
      [10, 30],
      [90, 30],
    ]);
  });

  it("is at the last kept state before the cursor", () => {
    expect([0, 11, 12, 30].map((position) => stateAt([11, 23], position))).toEqual([0, 0, 0, 1]);
    expect([percent(0.614), percent(0.0123)]).toEqual(["61 %", "1.2 %"]);
  });
});
