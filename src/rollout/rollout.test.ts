import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Collected, collect, plain } from "../../test/collect.ts";
import { testEngine } from "../../test/engines.ts";
import { openSmall, SMALL, smallModel, smallRows, smallWeights } from "../../test/small-model.ts";
import type { Engine, Executable } from "../engine/engine.ts";
import { formatAddress } from "../model/address.ts";
import { type ModelConfig, positionsOf } from "../model/config.ts";
import { initialVector, type Model } from "../model/model.ts";
import { upstreamConfig } from "../model/upstream-config.ts";
import { bindModel } from "./bound-model.ts";
import { parseInterventions } from "./interventions/parse.ts";
import type { RolloutOptions } from "./rollout.ts";
import { rollout } from "./rollout.ts";

const ROWS = smallRows(["one", "two", "three"]);
const VARIANTS: readonly ModelConfig[] = [
  SMALL,
  { ...SMALL, architecture: "trm-singlez" },
  { ...SMALL, architecture: "hrm", hLayers: 1, puzzlePositions: 1, hCycles: 2, lCycles: 2 },
];

let engine: Engine;
let model: Model;
beforeAll(async () => {
  engine = await testEngine("cpu");
  model = await smallModel();
});
afterAll(() => engine.close());

const run = (options: RolloutOptions & { specs?: readonly string[] } = {}): Promise<Collected[]> => {
  const { specs = [], ...rest } = options;
  const interventions = parseInterventions(specs, { cycles: model.schedule, states: model.schedule.states });
  return collect(model, engine, ROWS, { steps: 6, interventions, ...rest });
};

/** How often the graphs that hold networks were run, with how many network applications each. */
async function applications(probes: boolean): Promise<number> {
  const bound = await bindModel(model, engine, ROWS.length, { probes });
  let count = 0;
  const counted = (executable: Executable, each: number): Executable => ({
    ...executable,
    run: (inputs) => {
      count += each;
      return executable.run(inputs);
    },
  });
  const lUpdate = bound.lUpdate && counted(bound.lUpdate, 1);
  for await (const event of rollout({ ...bound, lStep: counted(bound.lStep, 2), lUpdate }, ROWS, { steps: 16 })) {
    event.tokens.at(0);
  }
  await bound.release();
  return count;
}

describe("the price of a rollout", () => {
  it("is 384 network applications with probes: the last of each H-step is not made twice", async () => {
    expect(await applications(true)).toBe(384);
  });

  it("is 240 without", async () => {
    expect(await applications(false)).toBe(240);
  });
});

describe("the events of a rollout", () => {
  it("stand at every address, in the order of the recursion", async () => {
    const addresses = (await run({ steps: 2 })).map(({ event: { address } }) => formatAddress(address));
    const unit = (step: number, h: number) => [1, 2, 3, 4].map((l) => `${step}.${h}.${l}`).concat(`${step}.${h}`);
    expect(addresses).toEqual([1, 2].flatMap((step) => [1, 2, 3].flatMap((h) => unit(step, h))));
  });

  it("are as many as the model's own halt_max_steps ask for, where nothing is said", async () => {
    const own = await smallModel({ ...SMALL, haltMaxSteps: 2 });
    expect(await collect(own, engine, ROWS)).toHaveLength(2 * 3 * 5);
  });

  it("say the same at the last probe of an H-step and at its answer, but for what moved", async () => {
    const collected = await run({ steps: 2 });
    collected.forEach(({ event: answer }, index) => {
      if (answer.address.kind !== "answer") return;
      const { event: probe } = collected[index - 1] as Collected;
      const { tokens, qHaltLogit, qContinueLogit, meanEntropy, minMargin } = answer;
      expect({ tokens, qHaltLogit, qContinueLogit, meanEntropy, minMargin }).toEqual({
        tokens: probe.tokens,
        qHaltLogit: probe.qHaltLogit,
        qContinueLogit: probe.qContinueLogit,
        meanEntropy: probe.meanEntropy,
        minMargin: probe.minMargin,
      });
      expect([answer.lCosDist, probe.movement]).toEqual([undefined, undefined]);
      expect(probe.lCosDist).toHaveLength(3);
      expect(answer.movement?.hCosDist).toHaveLength(3);
    });
  });

  it("hold confidence and probabilities on request alone", async () => {
    const { vocabSize, seqLen } = model.config;
    const bound = await bindModel(model, engine, 3, { confidence: true, probabilities: true });
    for await (const { tokens, confidence, probabilities } of rollout(bound, ROWS, { steps: 1 })) {
      expect(confidence).toHaveLength(3 * seqLen);
      expect(probabilities).toHaveLength(3 * seqLen * vocabSize);
      tokens.forEach((token, cell) => {
        const cellProbabilities = [...(probabilities?.subarray(cell * vocabSize, (cell + 1) * vocabSize) ?? [])];
        expect(cellProbabilities[token]).toBe(confidence?.[cell]);
        expect(Math.max(...cellProbabilities)).toBe(confidence?.[cell]);
        expect(Math.abs(cellProbabilities.reduce((sum, p) => sum + p, 0) - 255)).toBeLessThanOrEqual(vocabSize / 2);
      });
    }
    await bound.release();
    const [first] = await run({ steps: 1 });
    expect([first?.event.confidence, first?.event.probabilities]).toEqual([undefined, undefined]);
  });

  it("cannot be had for another number of rows than was bound for", async () => {
    const bound = await bindModel(model, engine, 2);
    await expect(rollout(bound, ROWS).next()).rejects.toThrow("3 rows for a batch of 2");
    await bound.release();
  });
});

describe("readState", () => {
  it("gives at a probe z_H as it stands, and z_L after the L-step", async () => {
    const collected = await run({ steps: 2 });
    const { hiddenSize } = model.config;
    const initial = initialVector(model, "z_H");
    const size = 3 * positionsOf(model.config) * hiddenSize;
    let standing: Float32Array | undefined = Float32Array.from(
      { length: size },
      (_, i) => initial[i % hiddenSize] as number,
    );
    let before: Float32Array | undefined;
    for (const { event, states } of collected) {
      if (event.address.kind === "probe") {
        expect(states.z_H).toEqual(standing);
        expect(states.z_L).not.toEqual(before);
      } else {
        expect(states.z_H).not.toEqual(standing);
        expect(states.z_L).toEqual(before);
      }
      [standing, before] = [states.z_H, states.z_L];
    }
  });

  it("gives copies: what a reader does with one changes nothing", async () => {
    const bound = await bindModel(model, engine, 3);
    const vandalised: Float32Array[] = [];
    for await (const event of rollout(bound, ROWS, { steps: 2 })) {
      (await event.readState("z_L")).fill(9);
      (await event.readState("z_H")).fill(9);
      vandalised.push(event.qHaltLogit);
    }
    await bound.release();
    expect(vandalised).toEqual((await run({ steps: 2 })).map(({ event }) => event.qHaltLogit));
  });

  it("has no z_H in a single-z model", async () => {
    const single = await smallModel({ ...SMALL, architecture: "trm-singlez" });
    const bound = await bindModel(single, engine, 3);
    const events = rollout(bound, ROWS, { steps: 1 });
    const { value: event } = await events.next();
    await expect(event?.readState("z_H")).rejects.toThrow("a trm-singlez model has no z_H");
    await events.return();
    await bound.release();
  });
});

describe("depth", () => {
  it("beyond 16 keeps the carry: the first 16 supervision steps of 24 are those of 16, bit for bit", async () => {
    const [long, short] = [await run({ steps: 24 }), await run({ steps: 16 })];
    expect(long).toHaveLength(24 * 15);
    expect(long.slice(0, 16 * 15).map(plain)).toEqual(short.map(plain));
    expect(long.at(-1)?.states.z_L).not.toEqual(short.at(-1)?.states.z_L);
  });

  it("is the same bits every time", async () => {
    expect((await run({ steps: 3 })).map(plain)).toEqual((await run({ steps: 3 })).map(plain));
  });
});

describe("noise", () => {
  it("of strength 0 changes nothing, bit for bit", async () => {
    const silent = await run({ specs: ["noise@*.*.*:target=both,sigma=0"] });
    expect(silent.map(plain)).toEqual((await run()).map(plain));
  });

  it("is the same of the same seed, and other noise of another", async () => {
    const specs = ["noise@2:target=z_L,sigma=0.5"];
    const [a, b] = [await run({ specs, seed: 1 }), await run({ specs, seed: 2 })];
    expect(a.slice(0, 15).map(plain)).toEqual(b.slice(0, 15).map(plain));
    expect(a.at(-1)?.states.z_L).not.toEqual(b.at(-1)?.states.z_L);
    expect((await run({ specs, seed: 1 })).map(plain)).toEqual(a.map(plain));
  });

  it("at 5 leaves every earlier event as it is, bit for bit, and changes what follows", async () => {
    const [kicked, plainRun] = [await run({ specs: ["noise@5:target=z_L,sigma=1"] }), await run()];
    const before = 4 * 15;
    expect(kicked.slice(0, before).map(plain)).toEqual(plainRun.slice(0, before).map(plain));
    kicked.slice(before).forEach(({ states, event }, index) => {
      expect(states.z_L).not.toEqual(plainRun[before + index]?.states.z_L);
      expect(event.qHaltLogit).not.toEqual(plainRun[before + index]?.event.qHaltLogit);
    });
  });

  it("depends on the puzzle and not on its place in the batch", async () => {
    const specs = ["noise@*.*:target=both,sigma=0.3"];
    const interventions = parseInterventions(specs, { cycles: model.schedule, states: model.schedule.states });
    const order = [2, 0, 1];
    const shuffled = order.map((row) => ROWS[row] as (typeof ROWS)[number]);
    const [a, b] = [
      await collect(model, engine, ROWS, { steps: 3, interventions, seed: 5 }),
      await collect(model, engine, shuffled, { steps: 3, interventions, seed: 5 }),
    ];
    a.forEach((collected, index) => {
      order.forEach((row, place) => {
        expectSameRow(collected, row, b[index] as Collected, place);
      });
    });
  });

  it("differs between trajectories of one puzzle", async () => {
    const [row] = ROWS;
    if (row === undefined) throw new Error("no row");
    const interventions = parseInterventions(["noise@1:target=z_L,sigma=1"], {
      cycles: model.schedule,
      states: model.schedule.states,
    });
    const rows = [row, { ...row, trajectory: 1 }];
    const [, , , , answer] = await collect(model, engine, rows, { steps: 1, interventions });
    const state = answer?.states.z_H ?? new Float32Array();
    expect(state.subarray(0, state.length / 2)).not.toEqual(state.subarray(state.length / 2));
  });
});

describe("weights so large that float32 overflows", () => {
  it.each(["lm_head.weight", "L_level.layers.0.mlp.gate_up_proj.weight"])(
    "are refused at the first event: %s",
    async (name) => {
      const weights = smallWeights();
      weights.get(name)?.data.fill(3e38);
      const beside = { "config.json": JSON.stringify(upstreamConfig(SMALL)) };
      const overflowing = await openSmall({ weights, beside });
      await expect(collect(overflowing, engine, ROWS, { steps: 1 })).rejects.toThrow(
        "invalid checkpoint: NaN comes out at 1.1.1 (expected finite numbers, in model.safetensors)",
      );
    },
  );
});

describe("a batch", () => {
  it.each(VARIANTS)("gives every row what it gets alone ($architecture)", async (config) => {
    const own = await smallModel(config);
    const together = await collect(own, engine, ROWS, { steps: 4 });
    for (const [place, row] of ROWS.entries()) {
      const alone = await collect(own, engine, [row], { steps: 4 });
      together.forEach((collected, index) => {
        expectSameRow(collected, place, alone[index] as Collected, 0);
      });
    }
  });

  it("of one puzzle under several identifiers tells them apart", async () => {
    const [row] = ROWS;
    if (row === undefined) throw new Error("no row");
    const rows = [0, 1, 1].map((puzzleIdentifier) => ({ ...row, puzzleIdentifier }));
    const [first] = await collect(model, engine, rows, { steps: 1 });
    const [a, b, c] = first?.event.qHaltLogit ?? [];
    expect(b).toBe(c);
    expect(a).not.toBe(b);
  });
});

/** Within float32's rounding, which depends on how an engine splits a batch. */
function expectSameRow(a: Collected, rowA: number, b: Collected, rowB: number): void {
  const row = (values: ArrayLike<number>, batch: number, place: number): number[] => {
    const size = values.length / batch;
    return Array.from(values).slice(place * size, (place + 1) * size);
  };
  const [batchA, batchB] = [a.event.qHaltLogit.length, b.event.qHaltLogit.length];
  expect(row(a.event.tokens, batchA, rowA)).toEqual(row(b.event.tokens, batchB, rowB));
  const near = (x: ArrayLike<number>, y: ArrayLike<number>): void => {
    const [left, right] = [row(x, batchA, rowA), row(y, batchB, rowB)];
    expect(left).toHaveLength(right.length);
    const difference = left.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (right[i] as number))), 0);
    expect(difference).toBeLessThan(2e-5);
  };
  for (const name of ["z_H", "z_L"] as const) {
    const [x, y] = [a.states[name], b.states[name]];
    if (x !== undefined && y !== undefined) near(x, y);
  }
  near(a.event.qHaltLogit, b.event.qHaltLogit);
  near(a.event.meanEntropy, b.event.meanEntropy);
  if (a.event.lCosDist && b.event.lCosDist) near(a.event.lCosDist, b.event.lCosDist);
  if (a.event.movement && b.event.movement) near(a.event.movement.residual, b.event.movement.residual);
}
