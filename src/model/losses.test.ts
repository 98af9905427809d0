import { afterAll, describe, expect, it } from "vitest";
import { testEngine } from "../../test/engines.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { createGraph, reduce, reshape } from "../graph/build.ts";
import { gradients } from "../graph/gradient/gradients.ts";
import type { Value } from "../graph/types.ts";
import { binaryCrossEntropy, correctCount, crossEntropy, type LossName, labelCount } from "./losses.ts";

const reference = createReferenceEngine();
const cpu = await testEngine("cpu");
afterAll(async () => {
  await reference.close();
  await cpu.close();
});

type Rows = readonly (readonly number[])[];

/** The value and its gradient by the first input, on both engines: the same within float32. */
async function evaluate(inputs: Readonly<Record<string, Rows>>, build: (...values: Value[]) => Value) {
  const graph = createGraph();
  const given = Object.entries(inputs).map(([name, rows]) =>
    graph.input(name, "f32", [rows.length, rows[0]?.length ?? 1]),
  );
  const value = build(...given);
  graph.output("value", value);
  graph.output("gradient", gradients(reduce("sum", value, 0), [given[0] as Value])[0] as Value);
  const results = [];
  for (const engine of [reference, cpu]) {
    const executable = await engine.compile(graph);
    const tensors = Object.entries(inputs).map(([name, rows]) => [
      name,
      engine.upload([rows.length, rows[0]?.length ?? 1], Float32Array.from(rows.flat())),
    ]);
    const outputs = await executable.run(Object.fromEntries(tensors));
    const read = async (name: string) => Array.from(await engine.read(outputs[name] as never));
    results.push({ value: await read("value"), gradient: await read("gradient") });
    await executable.release();
  }
  const [exact, float] = results;
  if (exact === undefined || float === undefined) throw new Error("two engines");
  float.value.forEach((found, place) => {
    expect(found).toBeCloseTo(exact.value[place] as number, 5);
  });
  float.gradient.forEach((found, place) => {
    expect(found).toBeCloseTo(exact.gradient[place] as number, 5);
  });
  return exact;
}

const stable = (x: number): number => (x < 0 ? 1 / (1 - x) : x + 1);
const WEIGHT: Record<LossName, (x: number) => number> = {
  stablemax_cross_entropy: stable,
  softmax_cross_entropy: Math.exp,
};

/** −log of a token's share of all weights, straight from the definition. */
function cellLoss(name: LossName, logits: readonly number[], label: number): number {
  const weights = logits.map(WEIGHT[name]);
  return -Math.log((weights[label] ?? 0) / weights.reduce((a, b) => a + b, 0));
}

/** Two rows of three cells, four tokens; logits flat. */
const LOGITS: Rows = [
  [0.3, -1.2, 2, 0, -30, 40, 0.1, -0.1, 1, 1, 1, 1],
  [5, 4, 3, 2, -1, -2, -3, -4, 0, 0, 0, 0],
];

describe.each(["stablemax_cross_entropy", "softmax_cross_entropy"] as const)("%s", (name) => {
  const loss = (logits: Value, labels: Value): Value => crossEntropy(name, logits3(logits), labels);
  const logits3 = (flat: Value): Value => reshape(flat, [2, 3, 4]);

  it("is the mean over a row's labelled cells, by its definition", async () => {
    const { value } = await evaluate(
      {
        logits: LOGITS,
        labels: [
          [2, 1, -1],
          [0, -1, -1],
        ],
      },
      loss,
    );
    const [first = [], second = []] = LOGITS;
    const cells = [cellLoss(name, first.slice(0, 4), 2), cellLoss(name, first.slice(4, 8), 1)];
    expect(value[0]).toBeCloseTo(((cells[0] ?? 0) + (cells[1] ?? 0)) / 2, 6);
    expect(value[1]).toBeCloseTo(cellLoss(name, second.slice(0, 4), 0), 6);
  });

  it("is 0, without a gradient, for a row without labels", async () => {
    const { value, gradient } = await evaluate(
      {
        logits: LOGITS,
        labels: [
          [-1, -1, -1],
          [0, -1, -1],
        ],
      },
      loss,
    );
    expect(value[0]).toBe(0);
    expect(gradient.slice(0, 12).every((g) => g === 0)).toBe(true);
    expect(gradient.slice(12, 16).some((g) => g !== 0)).toBe(true);
  });

  it("has the gradient of its definition, at a logit of 0 that from the right", async () => {
    const labels = [
      [3, 0, 2],
      [2, 3, 1],
    ];
    const { gradient } = await evaluate({ logits: LOGITS, labels }, loss);
    const h = 1e-6;
    LOGITS.forEach((row, r) => {
      row.forEach((logit, place) => {
        const cell = Math.floor(place / 4);
        const at = (x: number): number =>
          cellLoss(name, row.slice(4 * cell, 4 * cell + 4).with(place % 4, x), labels[r]?.[cell] ?? 0) / 3;
        expect(gradient[r * 12 + place]).toBeCloseTo((at(logit + h) - at(logit)) / h, 4);
      });
    });
  });
});

describe("stablemax", () => {
  it("stays finite where a logit is 1, at which 1 / (1 − x) is not", async () => {
    const { value, gradient } = await evaluate({ logits: [[1, 1, -1, 1e30]], labels: [[2]] }, (logits, labels) =>
      crossEntropy("stablemax_cross_entropy", reshape(logits, [1, 1, 4]), labels),
    );
    expect([...value, ...gradient].every(Number.isFinite)).toBe(true);
  });
});

describe("binary cross-entropy of logits", () => {
  it.each([
    [0, 0.5],
    [0, 1],
    [3, 1],
    [-3, 1],
    [2.5, 0.3],
    [80, 1],
    [-80, 0],
    [80, 0],
    [-80, 1],
  ])("of %d against %d, with the gradient σ(x) − t", async (x, t) => {
    const { value, gradient } = await evaluate({ x: [[x]], t: [[t]] }, binaryCrossEntropy);
    const expected = Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
    expect(value[0]).toBeCloseTo(expected, 6);
    expect(gradient[0]).toBeCloseTo(1 / (1 + Math.exp(-x)) - t, 6);
  });
});

describe("counts", () => {
  it("are of labelled cells, and of those that are right", async () => {
    const labels = [
      [2, -1, 1],
      [-1, -1, -1],
    ];
    const count = await evaluate({ labels }, (given) => labelCount(given));
    const correct = await evaluate(
      {
        tokens: [
          [2, 0, 0],
          [1, 2, 3],
        ],
        labels,
      },
      correctCount,
    );
    expect(count.value).toEqual([2, 0]);
    expect(correct.value).toEqual([1, 0]);
  });
});
