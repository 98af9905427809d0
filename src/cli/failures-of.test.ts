import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madeUpRows } from "../../test/made-up-rollout.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { failuresOf } from "./failures-of.ts";

let folder: Scratch;
beforeAll(async () => {
  folder = await scratch();
  await writeMadeUpRun(folder.path("run"), { rollouts: 12, batch: 4, side: 6, shape: { steps: 3, settlesAt: 2 } });
});
afterAll(() => folder.remove());

describe("the failures of a run", () => {
  it("are the rows whose puzzle it left wrong, in their order", async () => {
    const rollouts = await (await folder.open("run")).rollouts();
    const failed = rollouts.filter(({ solved }) => solved === false).map(({ task }) => task);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(12);
    const rows = await failuresOf(folder.path("run"), madeUpRows(0, 12, 6).toReversed());
    expect(rows.map(({ puzzle }) => puzzle.task)).toEqual(failed.toReversed());
  });

  it("must be of the tasks that are to be traced", async () => {
    await expect(failuresOf(folder.path("run"), madeUpRows(40, 4, 6))).rejects.toThrow("expected a run of these tasks");
  });

  it("must be among those tasks", async () => {
    const rollouts = await (await folder.open("run")).rollouts();
    const first = rollouts.findIndex(({ solved }) => solved === true);
    await expect(failuresOf(folder.path("run"), madeUpRows(first, 1, 6))).rejects.toThrow(
      "expected a run that left some of these tasks wrong, their targets known",
    );
  });
});
