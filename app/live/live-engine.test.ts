import { describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../src/engine/reference/engine.ts";
import { encodeSafetensors } from "../../src/formats/safetensors-write.ts";
import { upstreamConfig } from "../../src/model/upstream-config.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { SMALL, smallRows, smallWeights } from "../../test/small-model.ts";
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
    const model = await live.ask("open", { files: smallFiles(), engine: "auto" });
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

  it("starts from states that are given, and says when there are none", async () => {
    const live = roller();
    await live.ask("open", { files: smallFiles(), engine: "auto" });
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
    await live.ask("open", { files: [...smallFiles(), names], engine: "auto" });
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
    await live.ask("open", { files: smallFiles(), engine: "auto" });
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
    await live.ask("open", { files: smallFiles(), engine: "auto" });
    const bad = [{ path: "bad.safetensors", blob: new Blob(["nothing"]) }];
    await expect(live.ask("open", { files: bad, engine: "auto" })).rejects.toThrow("bad.safetensors");
    await expect(live.run(order({ interventions: ["noise@9:target=z_L,sigma=1"] }), () => undefined)).rejects.toThrow(
      "reaches supervision step 9",
    );
    expect(await live.run(order({ steps: 1 }), () => undefined)).not.toBeNull();
  });
});
