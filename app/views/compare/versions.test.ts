import { describe, expect, it } from "vitest";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import { INITIAL_STATE } from "../../state/view-state.ts";
import { followedPin } from "./follow-pin.ts";
import { nameBeside, sameInRun, versionName, versionsOf } from "./versions.ts";

const record = (rollout: number, task: string, intervention = "", trajectory = 0, input = 7) => {
  const puzzle = { task, testIndex: 0, augmentation: "", trajectory, inputTokens: Uint8Array.of(input) };
  return { rollout, ...puzzle, intervention } as unknown as RolloutRecord;
};
const kind = "sudoku" as const;
const plain = { id: "p", name: "plain", kind, records: [record(0, "a"), record(1, "b"), record(2, "c")] };
const kicked = { id: "k", name: "kicked", kind, records: [record(0, "b", "noise@5"), record(1, "a", "noise@5")] };
const runs = new Map([plain, kicked].map((run) => [run.id, run]));

describe("the versions of a puzzle", () => {
  it("are its rollouts in all runs, by what was done to them", () => {
    expect(versionsOf(runs.values(), record(0, "a"))).toEqual([
      { reference: { run: "p", rollout: 0 }, label: "undisturbed, in plain" },
      { reference: { run: "k", rollout: 1 }, label: "noise@5, in kicked" },
    ]);
  });

  it("are named, where they branch from branches, by what their parent had not", () => {
    const of = (intervention: string, parent: number | null) => versionName({ intervention, parent });
    expect(of("noise@3:sigma=1 ablate@5", 1)).toBe("ablate@5, of rollout 1");
    expect(of("noise@3:sigma=1 ablate@5", null)).toBe("noise@3:sigma=1 ablate@5");
    expect([of("ablate@5", 0), of("", null)]).toEqual(["ablate@5", "undisturbed"]);
  });

  it("are not those of another trajectory", () => {
    expect(sameInRun(kicked, record(0, "a", "", 1))).toBeUndefined();
    expect(sameInRun(kicked, record(0, "a"))).toEqual({ run: "k", rollout: 1 });
  });

  it("are not those of another data set that goes by the same name", () => {
    expect(sameInRun(kicked, record(0, "a", "", 0, 8))).toBeUndefined();
  });

  it("have its augmentations and trajectories after them", () => {
    const augmented = { ...record(1, "a", "", 0, 9), augmentation: "t3" };
    const run = { id: "r", name: "r", kind, records: [augmented, record(0, "a"), record(2, "a", "noise@5", 1)] };
    expect(versionsOf([run], record(0, "a")).map(({ label }) => label)).toEqual([
      "not augmented, undisturbed, in r",
      "t3, undisturbed, in r, rollout 1",
      "not augmented, noise@5, in r, rollout 2",
    ]);
    expect(nameBeside(record(0, "a"), augmented)).toBe("not augmented, undisturbed");
    expect(nameBeside(record(0, "b"), record(0, "a"))).toBe("b#0, undisturbed");
  });

  it("say the seed of the noise where nothing else tells them apart", () => {
    const seeded = (rollout: number, seed: number, spec = "noise@5") => ({ ...record(rollout, "a", spec), seed });
    const run = { id: "r", name: "r", kind, records: [seeded(0, 1), seeded(1, 2), seeded(2, 1, "noise@6")] };
    expect(versionsOf([run], record(0, "a")).map(({ label }) => label)).toEqual([
      "noise@5, seed 1, in r, rollout 0",
      "noise@5, seed 2, in r, rollout 1",
      "noise@6, in r, rollout 2",
    ]);
    expect(nameBeside(seeded(0, 1), seeded(1, 2))).toBe("noise@5, seed 1");
    expect(nameBeside(seeded(0, 1), seeded(1, 1))).toBe("noise@5");
  });

  it("are told apart where one run has several", () => {
    const branches = { id: "x", name: "x", kind, records: [record(0, "a"), record(1, "a", "ablate@3")] };
    expect(versionsOf([branches], record(0, "a")).map(({ label }) => label)).toEqual([
      "undisturbed, in x, rollout 0",
      "ablate@3, in x, rollout 1",
    ]);
  });
});

describe("a pinned version", () => {
  const pin = { run: "k", rollout: 1 };
  const at = (rollout: number, pinned: typeof pin | null = pin, run = "p") => ({
    ...INITIAL_STATE,
    run,
    rollout,
    pin: pinned,
  });

  it("follows to the next puzzle", () => {
    expect(followedPin(runs, at(0), at(1))).toEqual({ run: "k", rollout: 0 });
  });

  it("is let go where its run lacks the puzzle", () => {
    expect(followedPin(runs, at(0), at(2))).toBeNull();
  });

  it("stays where it is of another puzzle, or was just pinned", () => {
    expect(followedPin(runs, at(1), at(2))).toBe(pin);
    expect(followedPin(runs, at(0, null), at(1))).toBe(pin);
  });

  it("stays while another version of the puzzle comes on screen", () => {
    expect(followedPin(runs, at(0), at(1, pin, "k"))).toBe(pin);
  });

  it("stays beside what comes next, where it was pinned beside itself", () => {
    expect(followedPin(runs, at(1, pin, "k"), at(0, pin, "k"))).toBe(pin);
  });
});
