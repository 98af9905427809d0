import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { type AskedRollout, projectStates, recordedStates } from "./project-states.ts";

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

const open = async ({ run, rollout }: AskedRollout) => recordedStates(await runs.open(run), rollout);
const of = (...names: string[]) => names.map((run, at) => ({ run, rollout: at }));

describe("latent trajectories", () => {
  it("of two rollouts lie on one basis, fitted on both", async () => {
    const projected = await projectStates(open, { rollouts: of("h", "all"), state: null });
    expect(projected).toMatchObject({ state: "z_H", kept: ["z_H"], states: 8, dimension: 6, dropped: 0 });
    if ("without" in projected) throw new Error(projected.why);
    expect(projected.rollouts.map(({ addresses }) => addresses)).toEqual([
      ["1.3", "2.3", "3.3", "4.3"],
      ["1.3", "2.3", "3.3", "4.3"],
    ]);
    // Fitted on both: their scores together have the mean zero along either axis.
    const first = projected.rollouts.flatMap(({ scores }) => scores.map((score) => score[0] ?? 0));
    expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
  });

  it("of z_L are as dense as L-steps, where it is kept", async () => {
    const projected = await projectStates(open, { rollouts: of("all"), state: "z_L" });
    const rollouts = [{ addresses: expect.arrayContaining(["1.1.1", "1.1.2"]) }];
    expect(projected).toMatchObject({ kept: ["z_H", "z_L"], every: "l-step", rollouts });
  });

  it("are none where a run keeps no states", async () => {
    const projected = await projectStates(open, { rollouts: of("h", "none"), state: null });
    expect(projected).toEqual({ without: 1, why: "" });
  });

  it("of states that another worker lends lie where those of a file do", async () => {
    const [here, there] = of("h", "all");
    if (here === undefined || there === undefined) throw new Error("no rollouts");
    const file = await (await runs.open("all")).states(there.rollout);
    const values = Float32Array.from(
      (await Promise.all([1, 2, 3, 4].map((step) => file?.readStep("z_H", step)))).flatMap((states) => [
        ...(states?.[0] ?? []),
      ]),
    );
    const schedule = { hCycles: 3, lCycles: 4, states: ["z_H", "z_L"] } as const;
    const lent = { name: "live", schedule, tensors: [{ state: "z_H", shape: [4, 3, 2], values }] } as const;
    const projected = await projectStates(open, { rollouts: [here, { ...there, lent }], state: null });
    expect(projected).toEqual(await projectStates(open, { rollouts: [here, there], state: null }));
  });

  it("of states of different sizes are a sentence", async () => {
    await expect(projectStates(open, { rollouts: of("h", "wide"), state: null })).rejects.toThrow(
      "invalid states: z_H of 3×5 (expected 3×2, as in the other run, in wide)",
    );
  });
});
