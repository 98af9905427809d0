import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeUpRun, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import type { Run } from "../../trace/run-reader.ts";
import { type ProjectionOptions, projectRuns } from "./project-runs.ts";
import { projectionJson } from "./projection-json.ts";

const RUN: MadeUpRun = {
  rollouts: 3,
  batch: 3,
  side: 5,
  shape: { steps: 4, hCycles: 1, lCycles: 2 },
  states: "all",
  header: { config: { H_cycles: 1, L_cycles: 2 } },
};
const Z_H: ProjectionOptions = { state: "z_H", every: "supervision-step", components: 2 };

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("three"), RUN);
  await writeMadeUpRun(temporary.path("two"), { ...RUN, rollouts: 2 });
  await writeMadeUpRun(temporary.path("wide"), { ...RUN, shape: { ...RUN.shape, state: [3, 4] } });
  const { states, ...without } = RUN;
  await writeMadeUpRun(temporary.path("bare"), without);
});
afterAll(() => temporary.remove());

const open = (...names: string[]): Promise<Run[]> => Promise.all(names.map((name) => temporary.open(name)));

describe("projectRuns", () => {
  it("fits one basis on all runs and puts every state of them on it", async () => {
    const { basis, fittedOn, rollouts } = await projectRuns(await open("three", "two"), Z_H);
    expect(fittedOn).toEqual([
      { run: "three", rollouts: 3, states: 12 },
      { run: "two", rollouts: 2, states: 8 },
    ]);
    expect(basis.states).toBe(20);
    expect(rollouts.map(({ run, rollout }) => `${run}#${rollout.rollout}`)).toEqual([
      "three#0",
      "three#1",
      "three#2",
      "two#0",
      "two#1",
    ]);
    expect(rollouts[3]?.addresses).toEqual(["1.1", "2.1", "3.1", "4.1"]);
    // The same puzzles, and so the same states.
    expect(rollouts[3]?.scores).toEqual(rollouts[0]?.scores);
    const variance = rollouts.flatMap(({ scores }) => scores).reduce((sum, [score = 0]) => sum + score * score, 0) / 19;
    expect(variance / (basis.variances[0] as number)).toBeCloseTo(1, 9);
  });

  it("fits on the first run alone when asked to, which does not change where that run lies", async () => {
    const { fittedOn, rollouts } = await projectRuns(await open("two", "three"), { ...Z_H, fitOn: "first" });
    expect(fittedOn).toEqual([{ run: "two", rollouts: 2, states: 8 }]);
    expect(rollouts).toHaveLength(5);
    const alone = await projectRuns(await open("two"), Z_H);
    expect(rollouts.slice(0, 2)).toEqual(alone.rollouts);
  });

  it("takes the rollouts that are asked for", async () => {
    const { rollouts, fittedOn } = await projectRuns(await open("three"), { ...Z_H, rollouts: [2] });
    expect(rollouts.map(({ rollout }) => rollout.rollout)).toEqual([2]);
    expect(fittedOn[0]?.states).toBe(4);
    await expect(projectRuns(await open("three"), { ...Z_H, rollouts: [3] })).rejects.toThrow(
      "invalid rollout: 3 (expected 0 to 2, in three)",
    );
  });

  it("says which run has no states, other ones, or ones of another size", async () => {
    await expect(projectRuns(await open("three", "bare"), Z_H)).rejects.toThrow("invalid run: bare keeps no states");
    await expect(projectRuns(await open("three", "wide"), Z_H)).rejects.toThrow(
      "invalid states: z_H of 3×4 (expected 3×2, as in the first run, in wide)",
    );
  });

  it("needs two states", async () => {
    await writeMadeUpRun(temporary.path("one"), { ...RUN, rollouts: 1, shape: { ...RUN.shape, steps: 1 } });
    await expect(projectRuns(await open("one"), Z_H)).rejects.toThrow("invalid projection: 1 states");
  });
});

describe("projectionJson", () => {
  it("holds the scores of every address, what they mean and what they were fitted on", async () => {
    const projection = await projectRuns(await open("two"), { ...Z_H, state: "z_L", every: "l-step" });
    const json = JSON.parse(JSON.stringify(projectionJson(projection)));
    expect(json).toMatchObject({
      state: "z_L",
      every: "l-step",
      dimension: 6,
      states: 16,
      fitted_on: [{ run: "two", rollouts: 2, states: 16 }],
      dropped_variance_ratio: 0,
    });
    expect(json.explained_variance_ratio).toHaveLength(2);
    expect(json.rollouts[1]).toMatchObject({ run: "two", rollout: 1, task: "made-up-1", test_index: 0 });
    expect(json.rollouts[1].addresses.slice(0, 3)).toEqual(["1.1.1", "1.1.2", "2.1.1"]);
    json.rollouts[1].scores.forEach((scores: number[], place: number) => {
      scores.forEach((score, axis) => {
        expect(score).toBeCloseTo(projection.rollouts[1]?.scores[place]?.[axis] as number, 5);
      });
    });
  });

  it("says so where the basis is not exact", async () => {
    const projection = await projectRuns(await open("two"), { ...Z_H, chunk: 3, rank: 2 });
    expect(projection.basis.dropped).toBeGreaterThan(0);
    expect(projectionJson(projection)).toMatchObject({ method: "incremental singular value decomposition" });
  });
});
