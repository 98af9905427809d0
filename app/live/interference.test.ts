import { describe, expect, it } from "vitest";
import { parseInterventions } from "../../src/rollout/interventions/parse.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import { branchOrder, freezeWords, INTERFERENCE_KINDS, type Interference, specOf } from "./interference.ts";

const wanted: Interference = { kind: "noise", at: "5.2.1", target: "z_L", sigma: 0.5, rate: 0.1, grid: null };
const model = { cycles: { hCycles: 3, lCycles: 4 }, states: ["z_H", "z_L"] } as const;

describe("interfering", () => {
  it("is written as the command line takes it", () => {
    expect(specOf(wanted, 16)).toBe("noise@5.2.1:target=z_L,sigma=0.5");
    expect(specOf({ ...wanted, kind: "freeze" }, 16)).toBe("freeze@5-16:target=z_L");
    expect(
      specOf(
        {
          ...wanted,
          kind: "answer",
          grid: [
            [0, 1],
            [2, 3],
          ],
        },
        16,
      ),
    ).toBe("answer@5.2.1:grid=01/23");
    expect(specOf({ ...wanted, kind: "push", target: "both" }, 16)).toBe(
      "push@5.2.1:toward=target,rate=0.1,target=both",
    );
    const specs = INTERFERENCE_KINDS.map((kind) => specOf({ ...wanted, kind }, 16));
    expect(parseInterventions(specs, model).map(({ spec }) => spec)).toEqual(specs);
  });

  it("freezes over the range that was typed, or from the step of the cursor to the end, and says when that acts", () => {
    expect(specOf({ ...wanted, kind: "freeze", at: "3-8" }, 16)).toBe("freeze@3-8:target=z_L");
    expect(specOf({ ...wanted, kind: "freeze", at: "*" }, 16)).toBe("freeze@*:target=z_L");
    expect(freezeWords("5.2.1", 16)).toBe(
      "keeps what supervision step 5 begins with, and puts it back before each from 6 on",
    );
    expect(freezeWords("16", 16)).toContain("nothing comes after it");
    expect(freezeWords("3-8", 16)).toBe("");
    // The moment before everything is that before step 1; past the end it is left to who says that there is none.
    expect(specOf({ ...wanted, kind: "freeze", at: "0" }, 16)).toBe("freeze@1-16:target=z_L");
    expect([specOf({ ...wanted, kind: "freeze", at: "17" }, 16), freezeWords("17", 16)]).toEqual([
      "freeze@17:target=z_L",
      "",
    ]);
  });

  it("does to a branch what was done to its parent first, with the seed of its noise", () => {
    const row = {} as Parameters<typeof branchOrder>[0]["row"];
    const record = { rollout: 2, steps: 16, seed: 7, intervention: "noise@3:target=z_L,sigma=1" } as RolloutRecord;
    expect(branchOrder({ row, record }, specOf(wanted, 16), { seed: 1, rollout: 4 })).toEqual({
      row,
      rollout: 4,
      steps: 16,
      seed: 7,
      interventions: ["noise@3:target=z_L,sigma=1", "noise@5.2.1:target=z_L,sigma=0.5"],
      branch: { parent: 2, branchAt: "5.2.1" },
    });
    const undisturbed = { ...record, intervention: "" };
    expect(branchOrder({ row, record: undisturbed }, "ablate@5:target=z_H", { seed: 1, rollout: 4 }).seed).toBe(1);
  });
});
