import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import type { Model } from "../../src/model/model.ts";
import { type Weight, weight } from "../../src/model/weights.ts";
import { bindModel } from "../../src/rollout/bound-model.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { testEngine } from "../engines.ts";
import { describeShared } from "../shared.ts";
import { compareRollout } from "./compare-rollout.ts";
import { GOLDEN_MODELS, type GoldenName, goldenModel, goldenRows, reference } from "./golden-model.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine("cpu");
});
afterAll(() => engine.close());

describeShared("the states of supervision step 1 agree with the official code after every update", () => {
  it.each(GOLDEN_MODELS)("%s", async (name) => {
    const model = await goldenModel(name);
    const bound = await bindModel(model, engine, 1);
    const trace = reference(name, "trace_step1");
    const [, updates = 0, positions = 0, width = 0] = trace.shape;
    const size = positions * width;
    let seen = 0;
    for await (const { address, readState } of rollout(bound, goldenRows(name).slice(0, 1), { steps: 1 })) {
      const { kind, hStep, lStep } = address;
      const place = (hStep - 1) * updates + (kind === "probe" ? lStep - 1 : updates - 1);
      const state = await readState(kind === "probe" ? "z_L" : model.schedule.hUpdate.state);
      expect(state).toHaveLength(size);
      const difference = state.reduce(
        (largest, value, i) => Math.max(largest, Math.abs(value - (trace.data[place * size + i] as number))),
        0,
      );
      expect(difference, `${hStep}.${lStep} ${kind}`).toBeLessThan(5e-6);
      seen++;
    }
    expect(seen).toBe(model.config.hCycles * updates);
    await bound.release();
  });
});

type Mistake = (model: Model) => Model;

function changeWeights(pattern: RegExp, change: (weight: Weight, model: Model) => Weight): Mistake {
  return (model) => ({
    ...model,
    weights: new Map(
      [...model.weights].map(([name, value]) => [name, pattern.test(name) ? change(value, model) : value]),
    ),
  });
}

/** Row `origin(i)` in the place of row i. */
function rowsMoved({ shape, data }: Weight, origin: (row: number) => number): Weight {
  const [rows = 0, columns = 0] = shape;
  const moved = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    moved.set(data.subarray(origin(row) * columns, (origin(row) + 1) * columns), row * columns);
  }
  return { shape, data: moved };
}

const scaled = ({ shape, data }: Weight, factor: number): Weight => ({ shape, data: data.map((x) => factor * x) });

const puzzleRowsScaled =
  (factor: (model: Model) => number): Mistake =>
  (model) => ({ ...model, puzzleRows: async (ids) => (await model.puzzleRows(ids)).map((x) => factor(model) * x) });

const unscaled = ({ config }: Model): number => 1 / Math.sqrt(config.hiddenSize);

const qkvRowsMoved = (origin: (part: number, head: number, place: number, model: Model) => number): Mistake =>
  changeWeights(/qkv_proj/, (value, model) => {
    const { heads, hiddenSize } = model.config;
    const headDim = hiddenSize / heads;
    return rowsMoved(value, (row) => {
      const [part, head] = [Math.floor(row / hiddenSize), Math.floor((row % hiddenSize) / headDim)];
      return origin(part, head, row % headDim, model);
    });
  });

const ATTENTION = ["trm-att", "trm-singlez", "hrm"] as const;

/** Mistakes an implementation may well make, as far as another config or other weights amount to them. */
const MISTAKES: readonly (readonly [string, readonly GoldenName[], Mistake])[] = [
  ["no rotary positions", ATTENTION, (model) => ({ ...model, config: { ...model.config, positions: "none" } })],
  [
    "interleaved pairs rotated instead of halves",
    ATTENTION,
    // The same rotation after moving a head's even places to its first half, its odd ones to the second.
    qkvRowsMoved((part, head, place, { config: { heads, hiddenSize } }) => {
      const headDim = hiddenSize / heads;
      const interleaved = place < headDim / 2 ? 2 * place : 2 * (place - headDim / 2) + 1;
      return part * hiddenSize + head * headDim + (part === 2 ? place : interleaved);
    }),
  ],
  [
    "query, key and value interleaved per head",
    ATTENTION,
    qkvRowsMoved(
      (part, head, place, { config: { heads, hiddenSize } }) => (3 * head + part) * (hiddenSize / heads) + place,
    ),
  ],
  ["no puzzle embedding", GOLDEN_MODELS, puzzleRowsScaled(() => 0)],
  ["a puzzle embedding that is not scaled", GOLDEN_MODELS, puzzleRowsScaled(unscaled)],
  [
    "tokens that are not scaled",
    GOLDEN_MODELS,
    changeWeights(/embed_tokens/, (value, model) => scaled(value, unscaled(model))),
  ],
  [
    "gate and up swapped",
    GOLDEN_MODELS,
    changeWeights(/gate_up_proj/, (value) => {
      const [rows = 0] = value.shape;
      return rowsMoved(value, (row) => (row + rows / 2) % rows);
    }),
  ],
  [
    "H_init and L_init swapped",
    ["trm-att", "trm-mlp", "hrm"],
    (model) => {
      const [H, L] = [weight(model.weights, "H_init"), weight(model.weights, "L_init")];
      return { ...model, weights: new Map([...model.weights, ["H_init", L], ["L_init", H]]) };
    },
  ],
  [
    "the norm after mlp_t over the hidden axis",
    ["trm-mlp"],
    (model) => ({ ...model, config: { ...model.config, mixerNormAxis: "hidden" } }),
  ],
];

describeShared("the comparison with the official code notices", () => {
  const cases = MISTAKES.flatMap(([mistake, names, make]) => names.map((name) => [mistake, name, make] as const));

  it.each(cases)("%s, in %s", async (_, name, make) => {
    const differences = await compareRollout(name, make(await goldenModel(name)), engine, { steps: 1, batch: 1 });
    // As golden/README.md says of each of them.
    expect(Math.max(differences.firstStepLogits, differences.qLogits)).toBeGreaterThan(3e-2);
  });

  it.each(GOLDEN_MODELS)("an epsilon of 1e-6 instead of 1e-5, in %s", async (name) => {
    const model = await goldenModel(name);
    const mistaken = { ...model, config: { ...model.config, rmsNormEps: 1e-6 } };
    const [right, wrong] = [
      await compareRollout(name, model, engine, { steps: 1, batch: 1 }),
      await compareRollout(name, mistaken, engine, { steps: 1, batch: 1 }),
    ];
    expect(right.firstStepLogits).toBeLessThan(5e-6);
    expect(right.firstStepStates).toBeLessThan(5e-6);
    expect(wrong.firstStepLogits).toBeGreaterThan(5e-6);
  });
});
