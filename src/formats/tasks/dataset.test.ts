/** @file Tests of dataset directories: made by hand, and broken in every part. */

import { describe, expect, it } from "vitest";
import { UNLABELLED as U } from "../../arc/puzzle.ts";
import { blobFolder } from "../../platform/web/blob-folder.ts";
import { type ArrayToStore, encodeNpy } from "../npy-write.ts";
import { readTaskSet } from "./read-task-set.ts";

const u8 = (rows: number[][]): ArrayToStore => ({
  dtype: "u8",
  shape: [rows.length, rows[0]?.length ?? 0],
  data: Uint8Array.from(rows.flat()),
});
const i32 = (...values: number[]): ArrayToStore => ({
  dtype: "i32",
  shape: [values.length],
  data: Int32Array.from(values),
});

interface Parts {
  metadata: object;
  identifiers: unknown;
  inputs: ArrayToStore;
  labels: ArrayToStore;
  ids: ArrayToStore;
  firsts: ArrayToStore;
}

/** Two puzzles on a canvas of 2×2: the first with two tests. */
const good: Parts = {
  metadata: { seq_len: 4, vocab_size: 12, ignore_label_id: 0, sets: ["all"] },
  identifiers: ["<blank>", "a", "b|||t4|||0213456789"],
  inputs: u8([
    [2, 1, 1, 0],
    [3, 1, 1, 0],
    [4, 5, 6, 7],
  ]),
  labels: u8([
    [4, 1, 1, 0],
    [0, 0, 0, 0],
    [7, 6, 5, 4],
  ]),
  ids: i32(1, 2),
  firsts: i32(0, 2, 3),
};

function read(parts: Partial<Parts>, leaveOut = "") {
  const { metadata, identifiers, inputs, labels, ids, firsts } = { ...good, ...parts };
  const files: [string, Blob][] = [
    ["identifiers.json", new Blob([JSON.stringify(identifiers)])],
    ["test/dataset.json", new Blob([JSON.stringify(metadata)])],
    ["test/all__inputs.npy", new Blob([encodeNpy(inputs)])],
    ["test/all__labels.npy", new Blob([encodeNpy(labels)])],
    ["test/all__puzzle_identifiers.npy", new Blob([encodeNpy(ids)])],
    ["test/all__puzzle_indices.npy", new Blob([encodeNpy(firsts)])],
  ];
  return readTaskSet({ kind: "folder", folder: blobFolder("d", new Map(files.filter(([path]) => path !== leaveOut))) });
}

describe("a dataset directory", () => {
  it("gives the examples of its test split", async () => {
    expect(await read({})).toEqual({
      kind: "tokens",
      seqLen: 4,
      vocabSize: 12,
      tasks: [],
      identifiers: good.identifiers,
      puzzles: [
        {
          task: "a",
          testIndex: 0,
          augmentation: "",
          puzzleIdentifier: 1,
          inputTokens: Uint8Array.of(2, 1, 1, 0),
          targetTokens: Uint8Array.of(4, 1, 1, U),
          targetGrid: [[2]],
        },
        {
          task: "a",
          testIndex: 1,
          augmentation: "",
          puzzleIdentifier: 1,
          inputTokens: Uint8Array.of(3, 1, 1, 0),
          targetTokens: undefined,
          targetGrid: undefined,
        },
        {
          task: "b",
          testIndex: 0,
          augmentation: "t4|||0213456789",
          puzzleIdentifier: 2,
          inputTokens: Uint8Array.of(4, 5, 6, 7),
          targetTokens: Uint8Array.of(7, 6, 5, 4),
          targetGrid: [
            [5, 4],
            [3, 2],
          ],
        },
      ],
    });
  });

  it("has no target grids where its vocabulary is not ARC's", async () => {
    const set = await read({ metadata: { ...good.metadata, vocab_size: 11 } });
    expect(set.kind === "tokens" && set.puzzles.map(({ targetGrid }) => targetGrid)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("names puzzles by number and has no target grids where there are no identifiers", async () => {
    const set = await read({}, "identifiers.json");
    if (set.kind !== "tokens") throw new Error(set.kind);
    expect(set.puzzles.map(({ task, testIndex, targetGrid }) => [task, testIndex, targetGrid])).toEqual([
      ["d-0000", 0, undefined],
      ["d-0000", 1, undefined],
      ["d-0001", 0, undefined],
    ]);
  });

  it("counts the tests of a puzzle whose identifier comes back", async () => {
    const set = await read({ ids: i32(1, 1) });
    expect(set.kind === "tokens" && set.puzzles.map(({ task, testIndex }) => `${task} ${testIndex}`)).toEqual([
      "a 0",
      "a 1",
      "a 2",
    ]);
  });

  it("counts every label where ignore_label_id is null, and -100 never", async () => {
    const labels: ArrayToStore = {
      dtype: "i32",
      shape: [3, 4],
      data: Int32Array.from([-100, 0, 1, 2, 0, 0, 0, 0, 1, 1, 1, 1]),
    };
    const set = await read({ labels, metadata: { ...good.metadata, ignore_label_id: null } });
    expect(set.kind === "tokens" && set.puzzles[0]?.targetTokens).toEqual(Uint8Array.of(U, 0, 1, 2));
  });

  it.each(["inputs", "labels", "puzzle_identifiers", "puzzle_indices"])("is refused without %s", async (array) => {
    await expect(read({}, `test/all__${array}.npy`)).rejects.toThrow(
      `invalid dataset: a file is missing (in test/all__${array}.npy)`,
    );
  });

  it.each<[string, Partial<Parts>, string]>([
    ["no metadata", { metadata: [] }, "invalid dataset: a list (expected an object, in test/dataset.json)"],
    [
      "no seq_len",
      { metadata: { ...good.metadata, seq_len: "4" } },
      "invalid dataset: a string (expected an integer from 1, in test/dataset.json, seq_len)",
    ],
    [
      "no sets",
      { metadata: { ...good.metadata, sets: [] } },
      "invalid dataset: a list (expected a list of names of letters",
    ],
    [
      "a set that climbs out",
      { metadata: { ...good.metadata, sets: ["../x"] } },
      "invalid dataset: a string (expected a list of names of letters, digits, - and _, in test/dataset.json, sets)",
    ],
    [
      "another seq_len",
      { metadata: { ...good.metadata, seq_len: 9 } },
      "invalid array: 4 tokens per row (expected seq_len 9, in test/all__inputs.npy)",
    ],
    [
      "a token outside of the vocabulary",
      { metadata: { ...good.metadata, vocab_size: 7 } },
      "invalid token: 7 (expected 0 to 6, in test/all__inputs.npy[2][3])",
    ],
    [
      "fewer labels",
      { labels: u8([[1, 1, 1, 1]]) },
      "invalid array: 1 rows (expected 3, as in the inputs, in test/all__labels.npy)",
    ],
    [
      "labels of another shape",
      { labels: i32(1, 2) },
      "invalid array: shape [2] (expected 2 axes, in test/all__labels.npy)",
    ],
    [
      "labels that are fractions",
      { labels: { dtype: "f32", shape: [3, 4], data: new Float32Array(12) } },
      "unsupported array: numbers of type f32 (expected integers, in test/all__labels.npy)",
    ],
    [
      "a negative identifier",
      { ids: i32(1, -2) },
      "invalid puzzle id: -2 (expected from 0, in test/all__puzzle_identifiers.npy)",
    ],
    [
      "rows that go back",
      { firsts: i32(0, 4, 3) },
      "invalid array: no row numbers of these puzzles (expected 3 ascending numbers from 0 to 3, in test/all__puzzle_indices.npy)",
    ],
    ["rows past the end", { firsts: i32(0, 2, 4) }, "no row numbers of these puzzles"],
    ["rows of other puzzles", { firsts: i32(0, 3) }, "no row numbers of these puzzles"],
    ["rows that do not start at 0", { firsts: i32(1, 2, 3) }, "no row numbers of these puzzles"],
    [
      "no puzzle at all",
      {
        inputs: { dtype: "u8", shape: [0, 4], data: new Uint8Array(0) },
        labels: { dtype: "u8", shape: [0, 4], data: new Uint8Array(0) },
        ids: i32(),
        firsts: i32(0),
      },
      "invalid dataset: no puzzle in it (in d/test)",
    ],
    [
      "broken identifiers",
      { identifiers: 5 },
      "invalid identifiers: 5 (expected a list of names, in identifiers.json)",
    ],
  ])("is refused with %s", async (_, parts, message) => {
    await expect(read(parts)).rejects.toThrow(message);
  });
});
