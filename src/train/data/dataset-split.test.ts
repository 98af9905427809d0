import { describe, expect, it } from "vitest";
import { describeShared, shared } from "../../../test/shared.ts";
import { type ArrayToStore, encodeNpy } from "../../formats/npy-write.ts";
import { openFolder } from "../../platform/node/folder.ts";
import { blobFolder } from "../../platform/web/blob-folder.ts";
import { datasetSplit } from "./dataset-split.ts";

const i32 = (...values: number[]): ArrayToStore => ({
  dtype: "i32",
  shape: [values.length],
  data: Int32Array.from(values),
});

/**
 * Five puzzles on a canvas of one cell: two of three examples in the first group, then groups of one puzzle with two, one and four
 * examples. An example's token is its number from 1, its label the same; the identifier is the puzzle's number from 1.
 */
const PUZZLES = [3, 3, 2, 1, 4];
const GROUPS = [0, 2, 3, 4, 5];
const EXAMPLES = 13;
const FIRSTS = [0, 3, 6, 8, 9, 13];

function folder(replaced: Readonly<Record<string, ArrayToStore | string>> = {}) {
  const tokens: ArrayToStore = {
    dtype: "u8",
    shape: [EXAMPLES, 1],
    data: Uint8Array.from({ length: EXAMPLES }, (_, example) => example + 1),
  };
  const arrays: Record<string, ArrayToStore | string> = {
    "identifiers.json": JSON.stringify(["<blank>", "a", "b", "c", "d", "e"]),
    "train/dataset.json": JSON.stringify({ seq_len: 1, vocab_size: 14, ignore_label_id: 0, sets: ["all"] }),
    "train/all__inputs.npy": tokens,
    "train/all__labels.npy": tokens,
    "train/all__puzzle_identifiers.npy": i32(1, 2, 3, 4, 5),
    "train/all__puzzle_indices.npy": i32(...FIRSTS),
    "train/all__group_indices.npy": i32(...GROUPS),
    ...replaced,
  };
  const files = Object.entries(arrays).map(
    ([path, content]) => [path, new Blob([typeof content === "string" ? content : encodeNpy(content)])] as const,
  );
  return blobFolder("d", new Map(files));
}

/** The first `batches` batches as pairs of identifier and token, with the positions between them. */
async function draw(batchSize: number, batches: number, seed = 1) {
  const data = await datasetSplit(folder(), { batchSize, seed });
  const drawn: { readonly identifier: number; readonly token: number }[][] = [];
  const positions = [0];
  for (let batch = 0; batch < batches; batch++) {
    const { rows, next } = data.batch(positions.at(-1) ?? 0);
    positions.push(next);
    drawn.push(
      Array.from(rows.inputs, (token, row) => {
        expect(rows.labels[row]).toBe(token);
        return { identifier: rows.identifiers[row] ?? 0, token };
      }),
    );
  }
  return { data, drawn, positions };
}

const puzzleOf = (token: number): number => FIRSTS.findLastIndex((first) => token - 1 >= first) + 1;
const groupOf = (puzzle: number): number => GROUPS.findLastIndex((first) => puzzle - 1 >= first);

describe("a train split", () => {
  it("says what is in it", async () => {
    const { data } = await draw(2, 0);
    expect(data).toMatchObject({
      seqLen: 1,
      vocabSize: { count: 14, exact: true },
      puzzleIdentifiers: { count: 6, exact: true },
    });
    expect(data.stepsPerEpoch).toBeCloseTo((4 * (13 / 5)) / 2, 12);
  });

  it("visits every group once before any comes again", async () => {
    // Batches of one row: one example of one puzzle of the next group.
    const { drawn } = await draw(1, 400);
    const groups = drawn.map(([row]) => groupOf(puzzleOf(row?.token ?? 0)));
    for (let pass = 0; pass < 100; pass++) {
      expect(groups.slice(4 * pass, 4 * pass + 4).toSorted()).toEqual([0, 1, 2, 3]);
    }
    const orders = Array.from({ length: 100 }, (_, pass) => groups.slice(4 * pass, 4 * pass + 4).join());
    // Of 24; each is missed by a hundred draws once in seventy times.
    expect(new Set(orders).size).toBeGreaterThan(20);
  });

  it("takes one puzzle of a group at random, with its identifier", async () => {
    const { drawn } = await draw(1, 2000);
    const counts = [0, 0];
    for (const [row] of drawn) {
      const puzzle = puzzleOf(row?.token ?? 0);
      expect(row?.identifier).toBe(puzzle);
      if (puzzle <= 2) counts[puzzle - 1] = (counts[puzzle - 1] ?? 0) + 1;
    }
    expect(Math.abs((counts[0] ?? 0) - 250)).toBeLessThan(60);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(500);
  });

  it("takes all examples of a puzzle, each once and in random order, and cuts the last puzzle of a batch", async () => {
    const { drawn, positions } = await draw(7, 200);
    const orders = new Set<string>();
    drawn.forEach((rows, batch) => {
      expect(rows).toHaveLength(7);
      let [place, groups] = [0, 0];
      while (place < rows.length) {
        const puzzle = puzzleOf(rows[place]?.token ?? 0);
        const tokens = rows.slice(place, place + (PUZZLES[puzzle - 1] ?? 0)).map(({ token }) => token);
        expect(tokens.every((token) => puzzleOf(token) === puzzle)).toBe(true);
        expect(new Set(tokens).size).toBe(tokens.length);
        if (tokens.length === 4) orders.add(tokens.join());
        place += tokens.length;
        groups++;
      }
      expect((positions[batch + 1] ?? 0) - (positions[batch] ?? 0)).toBe(groups);
    });
    expect(orders.size).toBeGreaterThan(12);
  });

  it("gives the same batch for the same position, whatever was drawn before", async () => {
    const { drawn, positions, data } = await draw(5, 30);
    for (const batch of [29, 3, 17]) {
      const { rows, next } = data.batch(positions[batch] ?? 0);
      expect([...rows.inputs]).toEqual(drawn[batch]?.map(({ token }) => token));
      expect(next).toBe(positions[batch + 1]);
    }
  });

  it("draws otherwise with another seed", async () => {
    expect((await draw(5, 3, 1)).drawn).not.toEqual((await draw(5, 3, 2)).drawn);
  });

  it.each([
    ["all__group_indices.npy", i32(0, 2, 5), undefined],
    [
      "all__group_indices.npy",
      i32(0, 2, 4),
      "invalid array: no puzzle numbers of groups (expected ascending numbers from 0 to 5, in train/all__group_indices.npy)",
    ],
    ["all__group_indices.npy", i32(0, 2, 2, 5), "invalid array: no puzzle numbers of groups"],
    ["all__group_indices.npy", i32(0), "invalid array: no puzzle numbers of groups"],
    [
      "all__puzzle_identifiers.npy",
      i32(1, 2, 3, 4, 6),
      "invalid puzzle id: 6 (expected 0 to 5, as in identifiers.json, in d)",
    ],
    ["all__puzzle_indices.npy", i32(0, 3, 6, 8, 9, 12), "invalid array: no row numbers of these puzzles"],
  ])("whose %s is %j is refused, or not", async (name, array, sentence) => {
    const read = datasetSplit(folder({ [`train/${name}`]: array }), { batchSize: 2, seed: 1 });
    if (sentence === undefined) await expect(read).resolves.toBeDefined();
    else await expect(read).rejects.toThrow(sentence);
  });

  it("that is missing is an error", async () => {
    await expect(datasetSplit(blobFolder("d", new Map()), { batchSize: 2, seed: 1 })).rejects.toThrow(
      "invalid data: no folder train (expected a dataset directory, in d)",
    );
  });
});

describeShared("the reference dataset's train split", () => {
  it("has upstream's counts, and batches of labelled rows", async () => {
    const data = await datasetSplit(openFolder(shared("golden/dataset/output")), { batchSize: 8, seed: 0 });
    expect(data).toMatchObject({ seqLen: 900, vocabSize: { count: 12 }, puzzleIdentifiers: { count: 37 } });
    expect(data.stepsPerEpoch).toBeCloseTo((9 * 3.7777777777777777) / 8, 10);
    const { rows } = data.batch(0);
    expect(rows.identifiers.every((id) => id > 0 && id < 37)).toBe(true);
    expect(rows.labels.some((label) => label > 0)).toBe(true);
    expect(rows.labels.every((label) => label !== 0)).toBe(true);
  });
});
