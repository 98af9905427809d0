/**
 * @file The arrays of a dataset split: indices, and tokens of inputs and labels.
 */

import { UNLABELLED } from "../../arc/puzzle.ts";
import { invalid, unsupported } from "../../errors.ts";
import { readAll } from "../../platform/byte-source.ts";
import type { Folder } from "../../platform/folder.ts";
import { type NpyArray, parseNpy } from "../npy.ts";
import type { DatasetMetadata } from "./dataset-metadata.ts";
import { IGNORED } from "./labels.ts";

/** 2 GiB: six times the inputs of the published ARC test split (368,000 examples). */
const LONGEST_ARRAY = 2 ** 31;

/** Reads a one-dimensional array of integers. */
export async function readIndices(split: Folder, name: string): Promise<readonly number[]> {
  const { data } = await readIntegers(split, name, 1);
  return Array.from(data, Number);
}

/** u8 [N, seqLen] in row-major order. */
export interface TokenArray {
  readonly examples: number;
  readonly tokens: Uint8Array;
  row(example: number): Uint8Array;
}

/** The inputs: every token must be in the vocabulary. */
export function readInputs(split: Folder, name: string, metadata: DatasetMetadata): Promise<TokenArray> {
  return readTokens(split, name, metadata, () => false);
}

/** The labels: those that stand for none become `UNLABELLED`. */
export function readLabels(split: Folder, name: string, metadata: DatasetMetadata): Promise<TokenArray> {
  return readTokens(split, name, metadata, (label) => label === IGNORED || label === metadata.ignoreLabelId);
}

async function readTokens(
  split: Folder,
  name: string,
  { seqLen, vocabSize }: DatasetMetadata,
  isUnlabelled: (token: number) => boolean,
): Promise<TokenArray> {
  const { shape, data } = await readIntegers(split, name, 2);
  const [examples = 0, width] = shape;
  const where = `${split.name}/${name}`;
  if (width !== seqLen) throw invalid("array", `${width} tokens per row`, { expected: `seq_len ${seqLen}`, where });
  // Published arrays are u8 and hundreds of megabytes: they are rewritten where they stand.
  const tokens = data instanceof Uint8Array ? data : new Uint8Array(data.length);
  const vocabulary = Math.min(vocabSize, UNLABELLED);
  for (let at = 0; at < data.length; at++) {
    const token = Number(data[at]);
    if (isUnlabelled(token)) tokens[at] = UNLABELLED;
    else if (token >= 0 && token < vocabulary) tokens[at] = token;
    else {
      const place = `${where}[${Math.floor(at / seqLen)}][${at % seqLen}]`;
      throw invalid("token", token, { expected: `0 to ${vocabulary - 1}`, where: place });
    }
  }
  return { examples, tokens, row: (example) => tokens.subarray(example * seqLen, (example + 1) * seqLen) };
}

async function readIntegers(split: Folder, name: string, axes: number): Promise<NpyArray> {
  const where = `${split.name}/${name}`;
  const source = await split.open(name);
  if (source === undefined) throw invalid("dataset", "a file is missing", { where });
  try {
    const array = parseNpy(await readAll(source, LONGEST_ARRAY), where);
    if (array.dtype === "f32" || array.dtype === "f64" || array.dtype === "bool") {
      throw unsupported("array", `numbers of type ${array.dtype}`, { expected: "integers", where });
    }
    if (array.shape.length === axes) return array;
    throw invalid("array", `shape [${array.shape.join(", ")}]`, { expected: `${axes} axes`, where });
  } finally {
    await source.close();
  }
}
