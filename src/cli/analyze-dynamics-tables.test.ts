import { expect, it } from "vitest";
import { DYNAMICS, type SummaryPoint } from "../analysis/dynamics/group-curves.ts";
import type { GroupDynamics } from "../analysis/summarise.ts";
import { dynamicsTables } from "./analyze-dynamics-tables.ts";

const point = (at: number, median: number, count = 3): SummaryPoint => ({
  at,
  count,
  median,
  low: median,
  high: median,
});
const NOTHING: GroupDynamics = { solved: [], failed: [], unjudged: [], aroundSolution: [] };

/** All that moves by one curve, and nothing else known. */
const summary = (hCosDist: GroupDynamics) => {
  const dynamics = Object.fromEntries(DYNAMICS.map((name) => [name, NOTHING])) as Record<string, GroupDynamics>;
  return { dynamics: { ...dynamics, hCosDist } } as Parameters<typeof dynamicsTables>[0];
};

it("shows medians at steps 1, 2, 4 and the last, of solved and of failed", () => {
  const solved = [0.5, 0.25, 0.125, 0.0625, 1e-5].map((median, at) => point(at + 1, median));
  const [byStep] = dynamicsTables(summary({ ...NOTHING, solved, failed: [point(1, 0.75)] }));
  expect(byStep?.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["medians at step", "h_cos_dist"],
    ["1", "solved", "0.500"],
    ["1", "failed", "0.750"],
    ["2", "solved", "0.250"],
    ["2", "failed", "–"],
    ["4", "solved", "0.0625"],
    ["4", "failed", "–"],
    ["5", "solved", "1.0e-5"],
    ["5", "failed", "–"],
  ]);
});

it("aligns on the first right answer", () => {
  const solved = [point(1, 0.5)];
  const [, aligned] = dynamicsTables(
    summary({ solved, failed: [], unjudged: [], aroundSolution: [point(-1, 0.5), point(0, 0.25, 7)] }),
  );
  expect(aligned?.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["medians, steps from the first right answer", "rollouts", "h_cos_dist"],
    ["-1", "3", "0.500"],
    ["0", "7", "0.250"],
  ]);
});

it("is nothing where nothing moves", () => {
  expect(dynamicsTables(summary(NOTHING))).toEqual([]);
});
