import { beforeAll, describe, expect, it } from "vitest";
import { hasSoftwareWebGpu, testEngine } from "../../test/engines.ts";
import { createGraph } from "../graph/build.ts";
import { normalStream } from "../random/stream.ts";
import { type Decoded, decode } from "./decode.ts";
import { UNTRAINED } from "./demo-model.ts";
import type { Weight } from "./weights.ts";

/** The hidden size is the vocabulary's and the language head the identity, so that a grid position's state is its logits. */
const [VOCABULARY, CELLS, PUZZLE_POSITIONS] = [6, 4, 2];
const CONFIG = {
  ...UNTRAINED,
  hiddenSize: VOCABULARY,
  vocabSize: VOCABULARY,
  seqLen: CELLS,
  puzzlePositions: PUZZLE_POSITIONS,
};

const weightOf = (shape: readonly number[], data: readonly number[]): Weight => ({
  shape,
  data: Float32Array.from(data),
});
const identity = Array.from({ length: VOCABULARY ** 2 }, (_, i) => Number(i % (VOCABULARY + 1) === 0));
const HALT = [1, 2, 0, 0, 0, -1];
const CONTINUE = [0, 0, 3, 0, 0.5, 0];
const WEIGHTS = new Map([
  ["lm_head.weight", weightOf([VOCABULARY, VOCABULARY], identity)],
  ["q_head.weight", weightOf([2, VOCABULARY], [...HALT, ...CONTINUE])],
  ["q_head.bias", weightOf([2], [0.25, -0.5])],
]);

const normal = normalStream(1);
const randomCell = (): number[] => Array.from({ length: VOCABULARY }, () => 2 * normal());

/** Logits of the cells of each row of the batch. */
const ROWS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  random: [randomCell(), randomCell(), randomCell(), randomCell()],
  ties: [
    [1, 3, 2, 3, 0, 3],
    [-1, -1, -2, -1, -1, -1],
    [0, -0, 0, -0, 0, 0],
    [0, 0, 0, 0, 0, 7],
  ],
  uniform: Array.from({ length: CELLS }, () => new Array<number>(VOCABULARY).fill(-2.5)),
  extreme: [
    [1e4, -1e4, 0, 0, 0, 0],
    [-1e4, -1e4, -1e4, -1e4, -1e4, 1e4],
    [-1e4, -2e4, -3e4, -4e4, -5e4, -6e4],
    [0, 1e4, 1e4 - 40, 0, 0, 0],
  ],
  "two extremes that tie": Array.from({ length: CELLS }, () => [-1e4, 1e4, -1e4, 1e4, -1e4, -1e4]),
  "nearly tied": [
    [5, 5.000001, 0, 0, 0, 0],
    [0, 0, 0.001, 0, 0.002, 0],
    [3, 2.5, 0, 0, 0, 0],
    [0, 1, 2, 3, 4, 5],
  ],
};
const NAMES = Object.keys(ROWS);

/** What stands at the puzzle's positions: the first is the halting head's, the second nobody's. */
const PUZZLE = [[0.5, -1, 2, 40, 1, 3], new Array<number>(VOCABULARY).fill(1e4)];

const STATE = Float32Array.from(NAMES.flatMap((name) => [...PUZZLE, ...(ROWS[name] ?? [])].flat()));

type Read = Readonly<Record<keyof Decoded, Float32Array>>;

async function decodeOn(engineName: Parameters<typeof testEngine>[0]): Promise<Read> {
  const engine = await testEngine(engineName);
  const graph = createGraph();
  const shape = [NAMES.length, PUZZLE_POSITIONS + CELLS, VOCABULARY];
  const decoded = decode(graph, { config: CONFIG, weights: WEIGHTS }, graph.input("state", "f32", shape));
  for (const [name, value] of Object.entries(decoded)) graph.output(name, value);
  const executable = await engine.compile(graph);
  const outputs = await executable.run({ state: engine.upload(shape, STATE) });
  const read = await Promise.all(
    Object.entries(outputs).map(async ([name, tensor]) => [name, await engine.read(tensor)] as const),
  );
  await engine.close();
  return Object.fromEntries(read) as Read;
}

/** A cell in float64, from the logits as float32. */
function cell64(logits: readonly number[]) {
  const values = logits.map(Math.fround);
  const largest = Math.max(...values);
  const total = values.reduce((sum, x) => sum + Math.exp(x - largest), 0);
  const probabilities = values.map((x) => Math.exp(x - largest) / total);
  const token = values.indexOf(largest);
  return {
    token,
    margin: largest - Math.max(...values.toSpliced(token, 1)),
    entropy: -probabilities.reduce((sum, p) => sum + (p === 0 ? 0 : p * Math.log(p)), 0),
    probabilities,
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe.each(["reference", "cpu", "wasm", "webgpu"] as const)("on %s", (engineName) => {
  const missing = engineName === "webgpu" && !hasSoftwareWebGpu;
  describe.skipIf(missing)(missing ? "(needs chromium and libvulkan1)" : "an answer state", () => {
    let read: Read;
    beforeAll(async () => {
      read = await decodeOn(engineName);
    }, 60_000);

    it("is finite all over", () => {
      for (const [name, values] of Object.entries(read)) expect(values.every(Number.isFinite), name).toBe(true);
    });

    it("has its grid positions alone as logits", () => {
      const expected = NAMES.flatMap((name) => (ROWS[name] ?? []).flat().map(Math.fround));
      expect([...read.logits]).toEqual(expected.map((value) => value + 0));
    });

    it("has the halting head of its first position", () => {
      const [first = []] = PUZZLE;
      const dot = (weights: readonly number[]): number =>
        weights.reduce((sum, w, i) => sum + w * (first[i] as number), 0);
      const expected = NAMES.flatMap(() => [dot(HALT) + 0.25, dot(CONTINUE) - 0.5]);
      expect([...read.qLogits]).toEqual(expected);
    });

    it.each(NAMES.map((name, row) => ({ name, row })))("is decoded where cells are $name", ({ name, row }) => {
      const cells = (ROWS[name] ?? []).map(cell64);
      const part = (values: Float32Array, width: number) => [...values.subarray(row * width, (row + 1) * width)];
      expect(part(read.tokens, CELLS)).toEqual(cells.map(({ token }) => token));
      expect(read.minMargin[row]).toBe(Math.fround(Math.min(...cells.map(({ margin }) => margin))));
      expect(read.meanEntropy[row]).toBeCloseTo(mean(cells.map(({ entropy }) => entropy)), 6);
      const probabilities = cells.flatMap((cell) => cell.probabilities);
      part(read.probabilities, CELLS * VOCABULARY).forEach((value, i) => {
        expect(value).toBeCloseTo(probabilities[i] as number, 6);
      });
      part(read.confidence, CELLS).forEach((value, i) => {
        expect(value).toBeCloseTo(Math.max(...(cells[i]?.probabilities ?? [])), 6);
      });
    });

    it("is as unsure as can be where all logits are equal", () => {
      const row = NAMES.indexOf("uniform");
      expect(read.meanEntropy[row]).toBeCloseTo(Math.log(VOCABULARY), 6);
      expect(read.minMargin[row]).toBe(0);
    });
  });
});
