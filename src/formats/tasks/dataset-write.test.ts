/** @file Tests of writing data sets: against upstream's own files, and read back. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeShared, shared } from "../../../test/shared.ts";
import { tempDir } from "../../../test/temp-dir.ts";
import { splitBuilder, type TokenDataset } from "../../arc/token-dataset.ts";
import { openLocation } from "../../platform/node/location.ts";
import { parseNpy } from "../npy.ts";
import { datasetFiles } from "./dataset-write.ts";
import { readTaskSet } from "./read-task-set.ts";

const SPLITS = ["train", "test"] as const;

async function written(dataset: TokenDataset): Promise<string> {
  const folder = await tempDir();
  for (const { path, bytes } of datasetFiles(dataset)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

/** A data set of upstream's as it stands on disk. */
async function readWhole(folder: string): Promise<TokenDataset> {
  const array = async (split: string, name: string) => {
    const path = join(folder, split, `all__${name}.npy`);
    return parseNpy(new Uint8Array(await readFile(path)), path).data;
  };
  const read = async (split: string) => {
    const [inputs, labels] = [await array(split, "inputs"), await array(split, "labels")];
    const indices = async (name: string) => Int32Array.from(await array(split, name));
    if (!(inputs instanceof Uint8Array) || !(labels instanceof Uint8Array)) throw new Error("not u8");
    return {
      inputs,
      labels,
      puzzleIdentifiers: await indices("puzzle_identifiers"),
      puzzleIndices: await indices("puzzle_indices"),
      groupIndices: await indices("group_indices"),
    };
  };
  const metadata = (await json(join(folder, "train/dataset.json"))) as { seq_len: number; vocab_size: number };
  return {
    seqLen: metadata.seq_len,
    vocabSize: metadata.vocab_size,
    identifiers: (await json(join(folder, "identifiers.json"))) as string[],
    train: await read("train"),
    test: await read("test"),
  };
}

describeShared("a data set of upstream's", () => {
  it.each(["golden/dataset/output", "golden/maze"])("%s is written as it was, byte for byte", async (name) => {
    const original = shared(name);
    const copy = await written(await readWhole(original));
    expect(await json(join(copy, "identifiers.json"))).toEqual(await json(join(original, "identifiers.json")));
    for (const split of SPLITS) {
      const names = (await readdir(join(original, split))).sort();
      expect((await readdir(join(copy, split))).sort()).toEqual(names);
      for (const file of names.filter((candidate) => candidate.endsWith(".npy"))) {
        const [mine, theirs] = [await readFile(join(copy, split, file)), await readFile(join(original, split, file))];
        expect(mine.equals(theirs), file).toBe(true);
      }
      const [mine, theirs] = [copy, original].map((folder) => json(join(folder, split, "dataset.json")));
      expect(Object.entries((await mine) ?? {})).toEqual(Object.entries((await theirs) ?? {}));
    }
  });
});

describe("a data set of our own", () => {
  const builder = splitBuilder();
  builder.example(Uint8Array.of(2, 3, 1, 0), Uint8Array.of(3, 2, 1, 0));
  builder.example(Uint8Array.of(4, 1, 1, 0), Uint8Array.of(5, 1, 1, 0));
  builder.endPuzzle(1);
  builder.example(Uint8Array.of(6, 1, 1, 0), Uint8Array.of(7, 1, 1, 0));
  builder.endPuzzle(2);
  builder.endGroup();
  const dataset: TokenDataset = {
    seqLen: 4,
    vocabSize: 12,
    identifiers: ["<blank>", "a", "a|||t4|||0123456789"],
    train: splitBuilder().build(),
    test: builder.build(),
  };

  it("is read back", async () => {
    const set = await readTaskSet(await openLocation(await written(dataset)));
    if (set.kind !== "tokens") throw new Error(set.kind);
    expect([set.seqLen, set.vocabSize, set.identifiers]).toEqual([4, 12, dataset.identifiers]);
    expect(set.puzzles.map((p) => [p.task, p.testIndex, p.augmentation, p.puzzleIdentifier])).toEqual([
      ["a", 0, "", 1],
      ["a", 1, "", 1],
      ["a", 0, "t4|||0123456789", 2],
    ]);
    expect(set.puzzles.map(({ inputTokens }) => [...inputTokens])).toEqual([
      [2, 3, 1, 0],
      [4, 1, 1, 0],
      [6, 1, 1, 0],
    ]);
    expect(set.puzzles.map(({ targetGrid }) => targetGrid)).toEqual([[[1, 0]], [[3]], [[5]]]);
  });

  it("says last that it is complete", () => {
    const paths = [...datasetFiles(dataset)].map(({ path }) => path);
    expect(paths.slice(-2)).toEqual(["train/dataset.json", "test/dataset.json"]);
    expect(paths).toHaveLength(13);
  });

  it("may have an empty split", async () => {
    const metadata = await json(join(await written(dataset), "train/dataset.json"));
    expect(metadata).toMatchObject({ total_groups: 0, total_puzzles: 0, mean_puzzle_examples: 0 });
  });
});
