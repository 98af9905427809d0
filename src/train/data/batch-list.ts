/**
 * @file Batches taken in order: a JSON list of token batches, from the start again after the last one.
 */

import { type Puzzle, UNLABELLED } from "../../arc/puzzle.ts";
import { invalid } from "../../errors.ts";
import type { JsonFile } from "../../formats/tasks/json-file.ts";
import { parseTokenBatch } from "../../formats/tasks/token-batch.ts";
import { NO_LABEL } from "../../model/losses.ts";
import { hashArrays } from "./hash-arrays.ts";
import type { TrainingData, TrainingRows } from "./training-data.ts";

/** Batches of `batchSize` rows each. Throws a `FixpointError` where the file is no such list. */
export async function batchList({ name, value }: JsonFile, batchSize: number): Promise<TrainingData> {
  if (!Array.isArray(value) || value.length === 0) {
    throw invalid("data", "no list of token batches", {
      expected: "[{ inputs, labels, puzzle_identifiers }, …]",
      where: name,
    });
  }
  const parsed = value.map((batch: unknown, index) => parseTokenBatch(batch, name, `${name}[${index}]`));
  const seqLen = parsed[0]?.seqLen ?? 0;
  const batches = parsed.map(({ puzzles, seqLen: width }, index): TrainingRows => {
    const where = `${name}[${index}]`;
    if (width !== seqLen) throw invalid("data", `${width} tokens per row`, { expected: `${seqLen}`, where });
    if (puzzles.length !== batchSize) {
      throw invalid("data", `${puzzles.length} rows`, { expected: `global_batch_size, ${batchSize}`, where });
    }
    return rowsOf(puzzles, seqLen);
  });
  return {
    name,
    seqLen,
    vocabSize: { count: 1 + largest(batches.flatMap(({ inputs, labels }) => [inputs, labels])), exact: false },
    puzzleIdentifiers: { count: 1 + largest(batches.map(({ identifiers }) => identifiers)), exact: false },
    stepsPerEpoch: batches.length,
    sha256: await hashArrays(batches.flatMap(({ inputs, labels, identifiers }) => [inputs, labels, identifiers])),
    batch: (position) => ({ rows: batches[position % batches.length] as TrainingRows, next: position + 1 }),
  };
}

function rowsOf(puzzles: readonly Puzzle[], seqLen: number): TrainingRows {
  const inputs = new Int32Array(puzzles.length * seqLen);
  const labels = new Int32Array(puzzles.length * seqLen).fill(NO_LABEL);
  const identifiers = new Int32Array(puzzles.length);
  puzzles.forEach(({ inputTokens, targetTokens, puzzleIdentifier = 0 }, row) => {
    inputs.set(inputTokens, row * seqLen);
    if (targetTokens !== undefined) labels.set(labelsOf(targetTokens), row * seqLen);
    identifiers[row] = puzzleIdentifier;
  });
  return { inputs, labels, identifiers };
}

/** i32 of u8 labels. */
export function labelsOf(tokens: Uint8Array): Int32Array {
  return Int32Array.from(tokens, (token) => (token === UNLABELLED ? NO_LABEL : token));
}

const largest = (arrays: readonly Int32Array[]): number =>
  arrays.reduce((most, array) => array.reduce((a, b) => Math.max(a, b), most), 0);
