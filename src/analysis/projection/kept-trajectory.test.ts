import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MADE_UP, madeUpRows, madeUpState } from "../../../test/made-up-rollout.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import { formatAddress } from "../../model/address.ts";
import type { KeptStatesFile } from "../../trace/kept-states.ts";
import { stateScheduleOf } from "../../trace/run-schedule.ts";
import type { StateSchedule } from "../../trace/state-layout.ts";
import { keptTrajectory, type TrajectoryChoice, type TrajectoryPoint } from "./kept-trajectory.ts";

const shape = { steps: 2, hCycles: 2, lCycles: 3 };

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  const header = { config: { H_cycles: 2, L_cycles: 3 } };
  await writeMadeUpRun(temporary.path("all"), { rollouts: 2, batch: 2, side: 5, shape, states: "all", header });
});
afterAll(() => temporary.remove());

async function pointsOf(file: KeptStatesFile, schedule: StateSchedule, choice: TrajectoryChoice) {
  const points: TrajectoryPoint[] = [];
  for await (const point of keptTrajectory(file, schedule, choice)) points.push(point);
  return points;
}

async function pointsOfRun(choice: TrajectoryChoice): Promise<TrajectoryPoint[]> {
  const run = await temporary.open("all");
  return pointsOf((await run.states(1)) as KeptStatesFile, stateScheduleOf(run.info, "all"), choice);
}

const addresses = (points: readonly TrajectoryPoint[]): string[] => points.map(({ address }) => formatAddress(address));

describe("keptTrajectory", () => {
  it("gives every state that the run kept, with its address", async () => {
    const [, row] = madeUpRows(0, 2, 5);
    const points = await pointsOfRun({ state: "z_L", every: "l-step" });
    expect(addresses(points).slice(0, 7)).toEqual(["1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "1.2.3", "2.1.1"]);
    expect(points).toHaveLength(12);
    for (const { address, state } of points) {
      expect(state).toEqual(row && madeUpState(row, "z_L", address, { ...MADE_UP, ...shape }));
    }
  });

  it("takes z_L after H-steps or supervision steps only, as asked", async () => {
    expect(addresses(await pointsOfRun({ state: "z_L", every: "h-step" }))).toEqual([
      "1.1.3",
      "1.2.3",
      "2.1.3",
      "2.2.3",
    ]);
    expect(addresses(await pointsOfRun({ state: "z_L", every: "supervision-step" }))).toEqual(["1.2.3", "2.2.3"]);
  });

  it("gives z_H after supervision steps, and says that there is no more of it", async () => {
    expect(addresses(await pointsOfRun({ state: "z_H", every: "supervision-step" }))).toEqual(["1.2", "2.2"]);
    await expect(pointsOfRun({ state: "z_H", every: "l-step" })).rejects.toThrow("invalid every: l-step");
  });

  it("reads the steps that there are", async () => {
    const file = await (await temporary.open("all")).states(0);
    await expect(file?.readStep("z_L", 3)).rejects.toThrow("invalid supervision step: 3 (expected 1 to 2");
  });

  it("tells a single-z model's state after an H-step from the one before it", async () => {
    const schedule: StateSchedule = { hCycles: 2, lCycles: 1, states: ["z_L"] };
    const file: KeptStatesFile = {
      shapes: new Map([["z_L", [1, 2, 2, 1, 1]]]),
      read: async () => new Float32Array(1),
      readStep: async () => [1, 2, 3, 4].map((value) => Float32Array.of(value)),
    };
    const values = async (every: TrajectoryChoice["every"]) =>
      (await pointsOf(file, schedule, { state: "z_L", every })).map(({ address, state }) => [
        formatAddress(address),
        state[0],
      ]);
    expect(await values("l-step")).toEqual([
      ["1.1.1", 1],
      ["1.1", 2],
      ["1.2.1", 3],
      ["1.2", 4],
    ]);
    expect(await values("supervision-step")).toEqual([["1.2", 4]]);
  });
});
