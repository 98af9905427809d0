import { describe, expect, it } from "vitest";
import { createStateStore } from "./state-store.ts";

const TWO = { hCycles: 1, lCycles: 2, states: ["z_H", "z_L"] } as const;
const SINGLE = { hCycles: 1, lCycles: 2, states: ["z_L"] } as const;
/** A state takes 24 bytes: z_H of a rollout 48, z_L 96. */
const layout = { name: "live 1: small", schedule: TWO, steps: 2, positions: 3, width: 2 };
const of = (rollout: number, run = "live:1") => ({ run, rollout });

describe("states of live rollouts", () => {
  it("are found where the recorder put them, once their rollout ended", async () => {
    const store = createStateStore();
    const { sink, finish } = store.begin(of(0), layout);
    expect(sink?.which).toBe("all");
    await sink?.put(0, "z_L", 3, Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(store.find(of(0))).toBe("its latent states were not kept");
    finish();
    const found = store.find(of(0));
    if (typeof found === "string") throw new Error(found);
    expect(found.tensors.map(({ state, shape }) => [state, shape])).toEqual([
      ["z_H", [2, 3, 2]],
      ["z_L", [2, 1, 2, 3, 2]],
    ]);
    expect([...(found.tensors[1]?.values.subarray(18) ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("are z_H alone where all of them are too many", () => {
    const { sink } = createStateStore({ ofOne: 143, ofAll: 1000 }).begin(of(0), layout);
    expect(sink?.which).toBe("h");
  });

  it("are not kept of a rollout that has too many, which is said", () => {
    const store = createStateStore({ ofOne: 47, ofAll: 1000 });
    const { sink, finish } = store.begin(of(0), layout);
    finish();
    expect(sink).toBeUndefined();
    expect(store.find(of(0))).toBe("its latent states take 1 MiB: the page keeps at most 1 MiB of a rollout");
  });

  it("are all or none of a single-z model, which has no z_H", () => {
    const begin = (ofOne: number) =>
      createStateStore({ ofOne, ofAll: 1000 }).begin(of(0), { ...layout, schedule: SINGLE });
    expect([begin(144).sink?.which, begin(143).sink]).toEqual(["all", undefined]);
  });

  it("of the oldest rollouts go first, whichever run they are of", () => {
    const store = createStateStore({ ofOne: 144, ofAll: 300 });
    for (const rollout of [of(0), of(1), of(0, "live:2")]) store.begin(rollout, layout).finish();
    expect(store.find(of(0))).toBe("its latent states made room for those of later rollouts: the page keeps 1 MiB");
    expect(store.find(of(1))).toMatchObject({ name: "live 1: small" });
    expect(store.find(of(0, "live:2"))).toMatchObject({ name: "live 1: small" });
  });
});
