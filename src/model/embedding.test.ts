import { describe, expect, it } from "vitest";
import { SMALL, smallWeights } from "../../test/small-model.ts";
import type { EngineTensor } from "../engine/engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { createGraph } from "../graph/build.ts";
import { type ModelConfig, positionsOf } from "./config.ts";
import { embedInput } from "./embedding.ts";
import { type Weight, weight } from "./weights.ts";

const BATCH = 2;
const TOKENS = [
  [0, 1, 2, 3, 4, 5, 6, 7, 11],
  [11, 11, 0, 0, 0, 1, 1, 1, 2],
];
const D = SMALL.hiddenSize;

async function embedded(config: ModelConfig, puzzleRows: readonly (readonly number[])[] | undefined) {
  const weights = smallWeights(config);
  const engine = createReferenceEngine();
  const graph = createGraph();
  const tokens = graph.input("tokens", "i32", [BATCH, config.seqLen]);
  const rows = puzzleRows && graph.input("rows", "f32", [BATCH, config.puzzleEmbNdim]);
  graph.output("out", embedInput(graph, { config, weights }, tokens, rows));
  const executable = await engine.compile(graph);
  const inputs: Record<string, EngineTensor> = {
    tokens: engine.upload([BATCH, config.seqLen], Int32Array.from(TOKENS.flat())),
  };
  if (puzzleRows) inputs["rows"] = engine.upload([BATCH, config.puzzleEmbNdim], Float32Array.from(puzzleRows.flat()));
  const { out } = await executable.run(inputs);
  expect(out?.shape).toEqual([BATCH, positionsOf(config), D]);
  const values = await engine.read(out as EngineTensor);
  const at = (row: number, position: number): number[] => [
    ...values.subarray((row * positionsOf(config) + position) * D, (row * positionsOf(config) + position + 1) * D),
  ];
  return { at, table: weight(weights, "embed_tokens.embedding_weight"), weights };
}

const rowOf = ({ data }: Weight, row: number): number[] => [...data.subarray(row * D, (row + 1) * D)];

function expectNear(got: readonly number[], expected: readonly number[]): void {
  expect(got).toHaveLength(expected.length);
  got.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] as number, 6);
  });
}

describe("the input embedding", () => {
  it("is the puzzle block, then the tokens, all scaled by √D", async () => {
    const puzzles = [0, 1].map((row) => Array.from({ length: D }, (_, i) => row + i / 8));
    const { at, table } = await embedded(SMALL, puzzles);
    for (const row of [0, 1]) {
      expectNear(
        at(row, 0),
        (puzzles[row] as number[]).map((x) => 4 * x),
      );
      expect(at(row, 1)).toEqual(new Array(D).fill(0));
      TOKENS[row]?.forEach((token, cell) => {
        expectNear(
          at(row, 2 + cell),
          rowOf(table, token).map((x) => 4 * x),
        );
      });
    }
  });

  it("spreads a wider puzzle embedding over its positions and fills the last with zeros", async () => {
    const config = { ...SMALL, puzzleEmbNdim: 24 };
    const puzzles = [0, 1].map((row) => Array.from({ length: 24 }, (_, i) => 1 + row + i / 8));
    const { at } = await embedded(config, puzzles);
    const padded = [...(puzzles[1] as number[]), ...new Array<number>(8).fill(0)].map((x) => 4 * x);
    expectNear([...at(1, 0), ...at(1, 1)], padded);
  });

  it("begins with the grid where there is no puzzle embedding", async () => {
    const config = { ...SMALL, puzzlePositions: 0, puzzleEmbNdim: 0, puzzleIdentifiers: 0 };
    const { at, table } = await embedded(config, undefined);
    expectNear(
      at(1, 0),
      rowOf(table, 11).map((x) => 4 * x),
    );
  });

  it("has learned positions added, the sum scaled by √½, before √D", async () => {
    const config: ModelConfig = { ...SMALL, positions: "learned" };
    const puzzles = [0, 1].map(() => new Array<number>(D).fill(0.5));
    const { at, table, weights } = await embedded(config, puzzles);
    const learned = weight(weights, "embed_pos.embedding_weight");
    const expected = (position: number, own: readonly number[]): number[] =>
      own.map((x, i) => 4 * Math.SQRT1_2 * (x + (rowOf(learned, position)[i] as number)));
    expectNear(at(0, 0), expected(0, puzzles[0] as number[]));
    expectNear(at(0, 1), expected(1, new Array<number>(D).fill(0)));
    expectNear(at(0, 10), expected(10, rowOf(table, 11)));
  });
});
