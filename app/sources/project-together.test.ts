import { describe, expect, it } from "vitest";
import { usage } from "../../src/errors.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import type { ProjectedStates, ProjectionAsk, Unprojected } from "./project-states.ts";
import { projectTogether, type ShownRollout } from "./project-together.ts";
import type { StatesInMemory } from "./states-in-memory.ts";

const LENT: StatesInMemory = {
  name: "live 1",
  schedule: { hCycles: 1, lCycles: 1, states: ["z_H", "z_L"] },
  tensors: [],
};
const projectedOf = ({ rollouts }: ProjectionAsk) => ({ states: rollouts.length }) as ProjectedStates;

interface Worker {
  /** Which was asked, what of. */
  readonly asks: [string, ProjectionAsk][];
  readonly answer?: (ask: ProjectionAsk) => ProjectedStates | Unprojected;
}

/** Rollout `rollout` of a run with three. */
function shown({ asks, answer = projectedOf }: Worker, id: string, rollout: number, lends?: StatesInMemory | string) {
  const one: ShownRollout = {
    run: {
      id,
      records: Array.from({ length: 3 }, () => ({}) as RolloutRecord),
      async project(ask) {
        asks.push([lends === undefined ? "disk" : "live", ask]);
        return answer(ask);
      },
      ...(lends !== undefined && { lend: async () => lends }),
    },
    record: { rollout },
  };
  return one;
}

describe("the rollout on screen and the one pinned beside it", () => {
  it("are projected by the worker that has both", async () => {
    const worker: Worker = { asks: [] };
    const [child, parent] = [shown(worker, "live:1", 1, LENT), shown(worker, "live:1", 0, LENT)];
    expect(await projectTogether(child, parent, null)).toEqual({ projected: { states: 2 }, remark: "" });
    const rollouts = [
      { run: "live:1", rollout: 1 },
      { run: "live:1", rollout: 0 },
    ];
    expect(worker.asks).toEqual([["live", { rollouts, state: null }]]);
  });

  it.each(["live", "disk"])(
    "are projected by the worker of runs on disk where one is live: %s first",
    async (which) => {
      const worker: Worker = { asks: [] };
      const [live, disk] = [shown(worker, "live:1", 1, LENT), shown(worker, "runs/a/", 2)];
      const [first, second] = which === "live" ? [live, disk] : [disk, live];
      expect(await projectTogether(first, second, "z_L")).toEqual({ projected: { states: 2 }, remark: "" });
      const rollouts = [
        { run: "live:1", rollout: 1, lent: LENT },
        { run: "runs/a/", rollout: 2 },
      ];
      expect(worker.asks).toEqual([
        ["disk", { rollouts: which === "live" ? rollouts : rollouts.toReversed(), state: "z_L" }],
      ]);
    },
  );

  it("are the first alone where the second has no states, and that is said", async () => {
    const worker: Worker = { asks: [] };
    const [disk, live] = [shown(worker, "runs/a/", 2), shown(worker, "live:1", 1, "its latent states take 40 MiB")];
    const remark = "without the pinned rollout: its latent states take 40 MiB";
    expect(await projectTogether(disk, live, null)).toEqual({ projected: { states: 1 }, remark });
    expect(worker.asks).toEqual([["disk", { rollouts: [{ run: "runs/a/", rollout: 2 }], state: null }]]);
  });

  it("are the first alone where the second's run keeps no states", async () => {
    const answer: Worker["answer"] = (ask) => (ask.rollouts.length > 1 ? { without: 1, why: "" } : projectedOf(ask));
    const worker: Worker = { asks: [], answer };
    const remark = "without the pinned rollout: its run keeps no states";
    const together = await projectTogether(shown(worker, "a", 0), shown(worker, "b", 0), null);
    expect(together).toEqual({ projected: { states: 1 }, remark });
  });

  it("are the first alone where the sizes of their states differ, and that is said", async () => {
    const answer: Worker["answer"] = (ask) => {
      if (ask.rollouts.length > 1) throw usage("states", "z_H of 3×5", { expected: "3×2" });
      return projectedOf(ask);
    };
    const worker: Worker = { asks: [], answer };
    const remark = "without the pinned rollout: invalid states: z_H of 3×5 (expected 3×2)";
    const together = await projectTogether(shown(worker, "a", 0), shown(worker, "live:1", 0, LENT), null);
    expect(together).toEqual({ projected: { states: 1 }, remark });
  });

  it("are nothing where the first has no states: of a run on disk nothing is said", async () => {
    const worker: Worker = { asks: [], answer: () => ({ without: 0, why: "" }) };
    expect(await projectTogether(shown(worker, "a", 0), undefined, null)).toEqual({ projected: undefined, remark: "" });
    const live = shown(worker, "live:1", 0, "its latent states take 40 MiB");
    const remark = "its latent states take 40 MiB";
    expect(await projectTogether(live, shown(worker, "b", 0), null)).toEqual({ projected: undefined, remark });
  });

  it("are not asked for while the first is under way", () => {
    const worker: Worker = { asks: [] };
    expect(projectTogether(shown(worker, "live:1", 3, LENT), undefined, null)).toBeUndefined();
    expect(worker.asks).toEqual([]);
  });
});
