import { describe, expect, it } from "vitest";
import type { JsonFile } from "../../formats/tasks/json-file.ts";
import { batchList } from "./batch-list.ts";

const file = (value: unknown): JsonFile => ({ name: "batches.json", text: "", value });

const BATCHES = [
  {
    inputs: [
      [1, 2, 3, 4],
      [0, 0, 0, 5],
    ],
    labels: [
      [4, 3, 2, 1],
      [-100, -100, 7, -100],
    ],
    puzzle_identifiers: [1, 3],
  },
  {
    inputs: [
      [2, 2, 2, 2],
      [1, 1, 1, 1],
    ],
    labels: [
      [-100, -100, -100, -100],
      [1, 1, 1, 1],
    ],
    puzzle_identifiers: [0, 2],
  },
];

describe("a list of token batches", () => {
  it("gives its batches in order, and begins anew after the last", async () => {
    const data = await batchList(file(BATCHES), 2);
    const { rows, next } = data.batch(0);
    expect([...rows.inputs]).toEqual([1, 2, 3, 4, 0, 0, 0, 5]);
    expect([...rows.labels]).toEqual([4, 3, 2, 1, -1, -1, 7, -1]);
    expect([...rows.identifiers]).toEqual([1, 3]);
    expect([...data.batch(next).rows.labels]).toEqual([-1, -1, -1, -1, 1, 1, 1, 1]);
    expect(data.batch(data.batch(next).next).rows).toEqual(rows);
  });

  it("shows how large canvas, vocabulary and puzzle embedding must be at least", async () => {
    expect(await batchList(file(BATCHES), 2)).toMatchObject({
      seqLen: 4,
      vocabSize: { count: 8, exact: false },
      puzzleIdentifiers: { count: 4, exact: false },
      stepsPerEpoch: 2,
    });
  });

  it("has another hash where one label differs", async () => {
    const changed = structuredClone(BATCHES);
    changed[1]?.labels[1]?.splice(0, 1, 2);
    const [one, two, again] = await Promise.all([BATCHES, changed, BATCHES].map((value) => batchList(file(value), 2)));
    expect(one?.sha256).toBe(again?.sha256);
    expect(one?.sha256).not.toBe(two?.sha256);
  });

  it.each([
    [
      { inputs: [[1]] },
      1,
      "invalid data: no list of token batches (expected [{ inputs, labels, puzzle_identifiers }, …], in batches.json)",
    ],
    [[], 1, "invalid data: no list of token batches"],
    [BATCHES, 3, "invalid data: 2 rows (expected global_batch_size, 3, in batches.json[0])"],
    [[...BATCHES, { inputs: [[1], [2]] }], 2, "invalid data: 1 tokens per row (expected 4, in batches.json[2])"],
    [[{ inputs: [[300]] }], 1, "invalid token: 300 (expected 0 to 254, in batches.json[0], inputs[0][0])"],
  ])("that is %j is refused", async (value, batch, sentence) => {
    await expect(batchList(file(value), batch)).rejects.toThrow(sentence);
  });
});
