/**
 * @file `dataset.json` of a split, as upstream's builders write it (`PuzzleDatasetMetadata`, `dataset/common.py`).
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { invalid } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import { readJsonIn } from "./json-file.ts";

export interface DatasetMetadata {
  /** Cells of the canvas. */
  readonly seqLen: number;
  readonly vocabSize: number;
  /** The label that stands for none; `undefined` where every label counts. */
  readonly ignoreLabelId: number | undefined;
  /** Names of the sets of puzzles in the split: the first part of the names of their files. */
  readonly sets: readonly string[];
}

export async function readDatasetMetadata(split: Folder): Promise<DatasetMetadata> {
  const where = `${split.name}/dataset.json`;
  const file = await readJsonIn(split, "dataset.json");
  if (!isObject(file?.value)) throw invalid("dataset", describeValue(file?.value), { expected: "an object", where });
  const { seq_len, vocab_size, ignore_label_id, sets } = file.value;
  return {
    seqLen: integer(seq_len, 1, `${where}, seq_len`),
    vocabSize: integer(vocab_size, 1, `${where}, vocab_size`),
    ignoreLabelId: ignore_label_id == null ? undefined : integer(ignore_label_id, -100, `${where}, ignore_label_id`),
    sets: names(sets, `${where}, sets`),
  };
}

function integer(value: unknown, least: number, where: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw invalid("dataset", describeValue(value), { expected: `an integer from ${least}`, where });
}

/** They become parts of file names. */
function names(value: unknown, where: string): readonly string[] {
  const expected = "a list of names of letters, digits, - and _";
  if (!Array.isArray(value) || value.length === 0) throw invalid("dataset", describeValue(value), { expected, where });
  return value.map((name: unknown) => {
    if (typeof name === "string" && /^[\w-]+$/.test(name)) return name;
    throw invalid("dataset", describeValue(name), { expected, where });
  });
}
