/** @file Tests of token batches. */

import { describe, expect, it } from "vitest";
import { UNLABELLED } from "../../arc/puzzle.ts";
import { parseTokenBatch } from "./token-batch.ts";

const inputs = [
  [1, 2],
  [3, 254],
];

describe("parseTokenBatch", () => {
  it("does without labels and identifiers", () => {
    const { puzzles, seqLen } = parseTokenBatch({ inputs }, "b", "b.json");
    expect(seqLen).toBe(2);
    expect(puzzles).toEqual(
      inputs.map((tokens, testIndex) => ({
        task: "b",
        testIndex,
        augmentation: "",
        puzzleIdentifier: undefined,
        inputTokens: Uint8Array.from(tokens),
        targetTokens: undefined,
        targetGrid: undefined,
      })),
    );
  });

  it("takes -100 for no label, and a row without any label for a row without target", () => {
    const labels = [
      [-100, 7],
      [-100, -100],
    ];
    const { puzzles } = parseTokenBatch({ inputs, labels, puzzle_identifiers: [4, 0] }, "b", "b.json");
    expect(puzzles.map(({ targetTokens }) => targetTokens)).toEqual([Uint8Array.from([UNLABELLED, 7]), undefined]);
    expect(puzzles.map(({ puzzleIdentifier }) => puzzleIdentifier)).toEqual([4, 0]);
  });

  it.each([
    [
      "no inputs",
      { labels: [[1]] },
      "invalid token batch: nothing (expected a list that is not empty, in b.json, inputs)",
    ],
    [
      "no row",
      { inputs: [] },
      "invalid token batch: an empty list (expected a list that is not empty, in b.json, inputs)",
    ],
    [
      "an empty row",
      { inputs: [[]] },
      "invalid token batch: an empty list (expected a list that is not empty, in b.json, inputs[0])",
    ],
    [
      "a row that is none",
      { inputs: [[1], 5] },
      "invalid token batch: 5 (expected a list that is not empty, in b.json, inputs[1])",
    ],
    [
      "rows of several lengths",
      { inputs: [[1, 2], [3]] },
      "invalid token batch: 1 tokens (expected 2, in b.json, inputs[1])",
    ],
    ["a token that is none", { inputs: [[1, 255]] }, "invalid token: 255 (expected 0 to 254, in b.json, inputs[0][1])"],
    ["a negative token", { inputs: [[-100]] }, "invalid token: -100 (expected 0 to 254, in b.json, inputs[0][0])"],
    ["a fraction", { inputs: [[0.5]] }, "invalid token: 0.5 (expected 0 to 254, in b.json, inputs[0][0])"],
    ["a token as text", { inputs: [["1"]] }, "invalid token: a string (expected 0 to 254"],
    [
      "labels of another batch",
      { inputs, labels: [[1, 1]] },
      "invalid token batch: 1 rows (expected 2, as in inputs, in b.json, labels)",
    ],
    [
      "labels of another length",
      { inputs, labels: [[1], [1]] },
      "invalid token batch: 1 tokens (expected 2, in b.json, labels[0])",
    ],
    [
      "a label that is none",
      {
        inputs,
        labels: [
          [1, 1],
          [1, -1],
        ],
      },
      "invalid token: -1 (expected 0 to 254, in b.json, labels[1][1])",
    ],
    [
      "too few identifiers",
      { inputs, puzzle_identifiers: [1] },
      "invalid token batch: 1 rows (expected 2, as in inputs, in b.json, puzzle_identifiers)",
    ],
    [
      "a negative identifier",
      { inputs, puzzle_identifiers: [1, -1] },
      "invalid puzzle id: -1 (expected an integer from 0, in b.json, puzzle_identifiers[1])",
    ],
    ["a list", [], "invalid token batch: a list (expected an object with inputs, in b.json)"],
  ])("refuses %s", (_, value, message) => {
    expect(() => parseTokenBatch(value, "b", "b.json")).toThrow(message);
  });
});
