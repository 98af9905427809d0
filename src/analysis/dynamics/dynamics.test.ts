import { describe, expect, it } from "vitest";
import { recordTrajectories } from "../../../test/made-up-trajectory.ts";
import { seriesOf } from "../modes/series.ts";
import { curvesOf, type RolloutCurves } from "../rollout-curves.ts";
import { summaryAroundSolution, summaryBySteps } from "./group-curves.ts";
import { lateSolves } from "./late-solves.ts";

const OPTIONS = { haltRule: "q_halt > 0", targetGrid: undefined } as const;

async function lateSolvers(steps: number, at: readonly number[]) {
  const trajectories = at.map((step, seed) => ({ motion: { kind: "late solve", at: step } as const, seed: seed + 1 }));
  const recorded = await recordTrajectories(trajectories, { steps, hCycles: 2, lCycles: 2 });
  return recorded.map(({ rollout, steps: rows }) => ({
    curves: curvesOf(rollout, seriesOf(rows), OPTIONS),
    record: rollout,
    rows,
  }));
}

describe("curvesOf", () => {
  it("agrees with what the recorder kept, with tokens and without", async () => {
    for (const { record, rows } of await lateSolvers(12, [3, 9])) {
      const series = seriesOf(rows);
      for (const tokens of [series.tokens, null]) {
        const { hCosDist, solved, qHaltLogit } = curvesOf(record, { ...series, tokens }, OPTIONS);
        expect([...hCosDist]).toEqual(record.hCosDistCurve);
        expect([...qHaltLogit]).toEqual(record.qHaltCurve);
        expect(solved.indexOf(1) + 1).toBe(record.firstSolved);
        expect(solved.lastIndexOf(1) + 1).toBe(record.lastSolved);
      }
    }
  });

  it("subtracts what speaks for going on where the rule is HRM's", async () => {
    const [one] = await lateSolvers(3, [2]);
    if (one === undefined) throw new Error("none");
    const series = { ...seriesOf(one.rows), qContinueLogit: Float64Array.from(one.rows, () => 1.5) };
    const { haltMargin, qHaltLogit } = curvesOf(one.record, series, { ...OPTIONS, haltRule: "q_halt > q_continue" });
    expect([...haltMargin]).toEqual([...qHaltLogit].map((q) => q - 1.5));
  });
});

describe("summaries", () => {
  it("have the median and quartiles of the rollouts that got so far", () => {
    const curves = [[1, 2], [3], [5, 8]].map((values) => ({ hCosDist: Float32Array.from(values) }) as RolloutCurves);
    expect(summaryBySteps(curves, "hCosDist")).toEqual([
      { at: 1, count: 3, low: 2, median: 3, high: 4 },
      { at: 2, count: 2, low: 3.5, median: 5, high: 6.5 },
    ]);
  });

  it("show the movement stop at the solution, whenever that was", async () => {
    const rollouts = await lateSolvers(24, [5, 9, 14]);
    const solvers = rollouts.map(({ curves, record }) => ({ curves, firstSolved: record.firstSolved ?? 0 }));
    const aligned = summaryAroundSolution(solvers, "hCosDist");
    const at = (place: number) => aligned.find((point) => point.at === place)?.median ?? Number.NaN;
    expect(at(-3)).toBeGreaterThan(0.1);
    expect(at(4)).toBeLessThan(1e-3);
    expect(at(4) / at(-3)).toBeLessThan(
      summaryBySteps(
        rollouts.map((one) => one.curves),
        "hCosDist",
      )[12]?.median ?? 0,
    );
  });
});

describe("lateSolves", () => {
  it("follows the failures of the horizon, and no others", async () => {
    const rollouts = await lateSolvers(24, [3, 18, 20, 40]);
    const late = lateSolves(rollouts.map(({ curves }) => curves));
    expect(late).toMatchObject({ horizon: 16, failed: 3 });
    expect(late?.solvedLater.successes).toBe(2);
    expect(late?.solvedAtEnd.successes).toBe(2);
    const times = late?.byStep.map(({ time }) => time) ?? [];
    expect(times[0]).toBeGreaterThanOrEqual(18);
    expect(late?.byStep.at(-1)?.value).toBeCloseTo(2 / 3, 12);
  });

  it("is nothing where nothing goes on", async () => {
    expect(lateSolves((await lateSolvers(6, [3])).map(({ curves }) => curves))).toBeNull();
  });
});
