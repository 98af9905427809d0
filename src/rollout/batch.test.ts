import { expect, it } from "vitest";
import { UNTRAINED } from "../model/demo-model.ts";
import { defaultBatch } from "./batch.ts";

it.each([
  ["ARC's canvas", 900, 16, 1],
  ["a maze", 900, 0, 1],
  ["sudoku", 81, 16, 11],
  ["the golden 10×10", 100, 4, 10],
  ["a 4×4 canvas", 16, 4, 51],
  ["next to nothing", 1, 0, 64],
  ["a huge canvas", 10000, 16, 1],
])("the default batch of %s", (_, seqLen, puzzlePositions, batch) => {
  expect(defaultBatch({ ...UNTRAINED, seqLen, puzzlePositions })).toBe(batch);
});
