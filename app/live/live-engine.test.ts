import { describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { encodeSafetensors } from "../../src/formats/safetensors-write.ts";
import { upstreamConfig } from "../../src/model/upstream-config.ts";
import { bindModel } from "../../src/rollout/bound-model.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { SMALL, smallModel, smallRows, smallWeights } from "../../test/small-model.ts";
import type { PreparedOn } from "./live-engine.ts";
import { obeyOn } from "./obey.ts";
import type { RunOrder } from "./protocol.ts";
import { createRoller, type Roller } from "./roller.ts";

const preparedOn: PreparedOn = async (_choice, _threads, prepare) => ({
  prepared: await prepare(createReferenceEngine()),
  notes: ["made for a test"],
});

function smallFiles() {
  const tensors = [...smallWeights()].map(([name, { shape, data }]) => ({
    name,
    dtype: "f32" as const,
    shape,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  }));
  return [
    { path: "small/model.safetensors", blob: new Blob(encodeSafetensors(tensors) as BlobPart[]) },
    { path: "small/config.json", blob: new Blob([JSON.stringify(upstreamConfig(SMALL))]) },
  ];
}

const RUN = { id: "live:1", name: "live 1: small" };

/** The page's side and the worker's, with a port between them. */
function roller(): Roller {
  const { port1, port2 } = new MessageChannel();
  obeyOn(port2, preparedOn);
  return createRoller(port1);
}

const order = (change: Partial<RunOrder> = {}): RunOrder => {
  const [row] = smallRows(["a"]);
  if (row === undefined) throw new Error("no row");
  return { row, rollout: 0, steps: 3, seed: 1, interventions: [], branch: null, ...change };
};

describe("a model behind a channel", () => {
  it("is opened from files, tells every step of a rollout, and of a branch the same up to the moment", async () => {
    const live = roller();
    const model = await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    expect(model).toMatchObject({ kind: "arc", side: 3, notes: ["made for a test"] });
    const [parent, branch]: [StepRecord[], StepRecord[]] = [[], []];
    const record = await live.run(order(), (step) => parent.push(step));
    expect(parent.length).toBe(3 * model.cycles.hCycles * (model.cycles.lCycles + 1));
    expect(record).toMatchObject({ rollout: 0, steps: 3, parent: null, answerTokens: parent.at(-1)?.tokens });
    expect(parent[0]?.probabilities?.length).toBe(9 * 12);

    const change = { rollout: 1, interventions: ["noise@2:target=z_L,sigma=1"], branch: { parent: 0, branchAt: "2" } };
    expect(await live.run(order(change), (step) => branch.push(step))).toMatchObject({ parent: 0, branchAt: "2" });
    const parting = branch.findIndex((step, at) => step.lCosDist !== parent[at]?.lCosDist);
    expect(branch[parting]).toMatchObject({ supervisionStep: 2, hStep: 1, lStep: 1, kind: "probe" });
  });

  it("keeps the states of its rollouts: a branch is projected beside its parent, also when another model is open", async () => {
    const live = roller();
    await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    await live.run(order(), () => undefined);
    const branch = { rollout: 1, interventions: ["noise@2:target=z_L,sigma=1"], branch: { parent: 0, branchAt: "2" } };
    await live.run(order(branch), () => undefined);
    await live.ask("open", { files: smallFiles(), engine: "auto", run: { ...RUN, id: "live:2" } });
    const rollouts = [1, 0].map((rollout) => ({ run: RUN.id, rollout }));
    const projected = await live.ask("project", { rollouts, state: null });
    if ("without" in projected) throw new Error(projected.why);
    expect(projected).toMatchObject({ state: "z_H", kept: ["z_H", "z_L"], states: 6, dimension: 11 * 16 });
    const [child, parent] = projected.rollouts.map(({ scores }) => scores.map(([first]) => first ?? 0));
    expect(child?.[0]).toBe(parent?.[0]);
    expect(child?.[1]).not.toBe(parent?.[1]);
    expect(await live.ask("project", { rollouts: [{ run: "live:2", rollout: 0 }], state: null })).toEqual({
      without: 0,
      why: "its latent states were not kept",
    });
  });

  it("lends the states that a run on disk would keep, and still has them", async () => {
    const live = roller();
    await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    await live.run(order({ steps: 2 }), () => undefined);
    const lent = await live.ask("lend", { run: RUN.id, rollout: 0 });
    if (typeof lent === "string") throw new Error(lent);
    expect(lent.tensors.map(({ state, shape }) => [state, shape])).toEqual([
      ["z_H", [2, 11, 16]],
      ["z_L", [2, lent.schedule.hCycles, lent.schedule.lCycles, 11, 16]],
    ]);
    const [zH, zL]: [number[], number[]] = [[], []];
    const bound = await bindModel(await smallModel(), createReferenceEngine(), 1);
    for await (const { address, readState } of rollout(bound, [order().row], { steps: 2, seed: 1 })) {
      if (address.kind === "probe") zL.push(...(await readState("z_L")));
      else if (address.hStep === lent.schedule.hCycles) zH.push(...(await readState("z_H")));
    }
    expect(lent.tensors.map(({ values }) => [...values])).toEqual([zH, zL]);
    expect(await live.ask("lend", { run: RUN.id, rollout: 0 })).toEqual(lent);
  });

  it("starts from states that are given, and says when there are none", async () => {
    const live = roller();
    await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    const states = (value: number) => ({ z_H: new Float32Array(11 * 16).fill(value), z_L: new Float32Array(11 * 16) });
    const from = async (name: string) => {
      const steps: StepRecord[] = [];
      const interventions = [`patch@1:target=both,from=${name}`];
      await live.run(order({ steps: 1, interventions, given: { one: states(1), other: states(-1) } }), (step) =>
        steps.push(step),
      );
      return steps[0]?.qHaltLogit;
    };
    expect(await from("one")).toBe(await from("one"));
    expect(await from("one")).not.toBe(await from("other"));
    await expect(from("third")).rejects.toThrow("no z_H of third (expected one, other)");
  });

  it("gives a task that the model did not learn the blank puzzle, and says so", async () => {
    const live = roller();
    const names = { path: "identifiers.json", blob: new Blob([JSON.stringify(["<blank>", "learned"])]) };
    await live.ask("open", { files: [...smallFiles(), names], engine: "auto", run: RUN });
    const pair = { input: [[1]], output: [[2]] };
    const blob = new Blob([JSON.stringify({ train: [pair], test: [pair] })]);
    const { puzzles, notes } = await live.ask("tasks", { path: "own.json", blob });
    expect(puzzles.map(({ row }) => row.puzzleIdentifier)).toEqual([0]);
    expect(notes).toEqual(["the model learned no puzzle own: it is given the blank one"]);
    const learned = await live.ask("tasks", { path: "learned.json", blob });
    expect([learned.puzzles[0]?.row.puzzleIdentifier, learned.notes]).toEqual([1, []]);
  });

  it("stops when it is told to, and runs the next one", async () => {
    const live = roller();
    await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    let seen = 0;
    const cancelled = await live.run(order({ steps: 1000 }), () => {
      if (++seen === 3) void live.ask("cancel", null);
    });
    expect(cancelled).toBeNull();
    expect(seen).toBeLessThan(100);
    expect(await live.run(order({ steps: 1 }), () => undefined)).toMatchObject({ steps: 1 });
  });

  it("says what is wrong in a sentence, and keeps the model that is open", async () => {
    const live = roller();
    await expect(live.run(order(), () => undefined)).rejects.toThrow("model");
    await live.ask("open", { files: smallFiles(), engine: "auto", run: RUN });
    const bad = [{ path: "bad.safetensors", blob: new Blob(["nothing"]) }];
    await expect(live.ask("open", { files: bad, engine: "auto", run: RUN })).rejects.toThrow("bad.safetensors");
    await expect(live.run(order({ interventions: ["noise@9:target=z_L,sigma=1"] }), () => undefined)).rejects.toThrow(
      "reaches supervision step 9",
    );
    expect(await live.run(order({ steps: 1 }), () => undefined)).not.toBeNull();
  });
});
