import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { projectStates } from "./project-states.ts";

let runs: Scratch;
beforeAll(async () => {
  runs = await scratch();
  const made = { rollouts: 2, batch: 2, side: 5, shape: { steps: 4 } };
  await writeMadeUpRun(runs.path("all"), { ...made, states: "all" });
  await writeMadeUpRun(runs.path("h"), { ...made, states: "h" });
  await writeMadeUpRun(runs.path("none"), made);
  await writeMadeUpRun(runs.path("wide"), { ...made, shape: { steps: 4, state: [3, 5] }, states: "h" });
});
afterAll(() => runs.remove());

const open = async (id: string) => ({ run: await runs.open(id) });
const of = (...names: string[]) => names.map((run, at) => ({ run, rollout: at }));

describe("latent trajectories", () => {
  it("of two rollouts lie on one basis, fitted on both", async () => {
    const projected = await projectStates(open, { rollouts: of("h", "all"), state: null });
    expect(projected).toMatchObject({ state: "z_H", kept: ["z_H"], states: 8, dimension: 6, dropped: 0 });
    expect(projected?.rollouts.map(({ addresses }) => addresses)).toEqual([
      ["1.3", "2.3", "3.3", "4.3"],
      ["1.3", "2.3", "3.3", "4.3"],
    ]);
    // Fitted on both: their scores together have the mean zero along either axis.
    const first = projected?.rollouts.flatMap(({ scores }) => scores.map((score) => score[0] ?? 0)) ?? [];
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
  });

  it("of z_L are as dense as L-steps, where it is kept", async () => {
    const projected = await projectStates(open, { rollouts: of("all"), state: "z_L" });
    expect([projected?.kept, projected?.every]).toEqual([["z_H", "z_L"], "l-step"]);
    expect(projected?.rollouts[0]?.addresses.slice(0, 2)).toEqual(["1.1.1", "1.1.2"]);
  });

  it("are none where a run keeps no states", async () => {
    expect(await projectStates(open, { rollouts: of("h", "none"), state: null })).toBeUndefined();
  });

  it("of states of different sizes are a sentence", async () => {
    await expect(projectStates(open, { rollouts: of("h", "wide"), state: null })).rejects.toThrow(
      "invalid states: z_H of 3×5 (expected 3×2, as in the other run, in wide)",
    );
  });
});
