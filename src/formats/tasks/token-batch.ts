/**
 * @file Token batches: `{"inputs": [B][S], "labels"?: [B][S], "puzzle_identifiers"?: [B]}`, as a model takes them.
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { type Puzzle, UNLABELLED } from "../../arc/puzzle.ts";
import { invalid } from "../../errors.ts";
import { IGNORED, labelsOrNone } from "./labels.ts";

export interface TokenBatch {
  readonly puzzles: readonly Puzzle[];
  readonly seqLen: number;
}

/** The puzzles of a batch: `task` for all, the row as test index. Labels of -100 are no labels. */
export function parseTokenBatch(value: unknown, task: string, where: string): TokenBatch {
  if (!isObject(value))
    throw invalid("token batch", describeValue(value), { expected: "an object with inputs", where });
  const { inputs: rawInputs, labels: rawLabels, puzzle_identifiers: rawIdentifiers } = value;
  const rows = list(rawInputs, `${where}, inputs`);
  const seqLen = list(rows[0], `${where}, inputs[0]`).length;
  const inputs = matrix(rows, seqLen, `${where}, inputs`, inputToken);
  const labels = optionalRows(rawLabels, rows.length, `${where}, labels`);
  const targets = labels === undefined ? undefined : matrix(labels, seqLen, `${where}, labels`, labelToken);
  const identifiers = optionalRows(rawIdentifiers, rows.length, `${where}, puzzle_identifiers`);
  const puzzles = inputs.map((inputTokens, row): Puzzle => {
    const target = targets?.[row];
    return {
      task,
      testIndex: row,
      augmentation: "",
      puzzleIdentifier: identifier(identifiers, row, where),
      inputTokens,
      targetTokens: target === undefined ? undefined : labelsOrNone(target),
      targetGrid: undefined,
    };
  });
  return { puzzles, seqLen };
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  const got = Array.isArray(value) ? "an empty list" : describeValue(value);
  throw invalid("token batch", got, { expected: "a list that is not empty", where });
}

function optionalRows(value: unknown, rows: number, where: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  const found = list(value, where);
  if (found.length === rows) return found;
  throw invalid("token batch", `${found.length} rows`, { expected: `${rows}, as in inputs`, where });
}

type ReadToken = (value: unknown, where: () => string) => number;

function matrix(rows: readonly unknown[], seqLen: number, where: string, read: ReadToken): Uint8Array[] {
  return rows.map((row, r) => {
    const cells = list(row, `${where}[${r}]`);
    if (cells.length !== seqLen) {
      throw invalid("token batch", `${cells.length} tokens`, { expected: `${seqLen}`, where: `${where}[${r}]` });
    }
    return Uint8Array.from(cells, (cell, c) => read(cell, () => `${where}[${r}][${c}]`));
  });
}

function inputToken(value: unknown, where: () => string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < UNLABELLED) return value;
  throw invalid("token", describeValue(value), { expected: `0 to ${UNLABELLED - 1}`, where: where() });
}

function labelToken(value: unknown, where: () => string): number {
  return value === IGNORED ? UNLABELLED : inputToken(value, where);
}

function identifier(identifiers: readonly unknown[] | undefined, row: number, where: string): number | undefined {
  if (identifiers === undefined) return undefined;
  const value = identifiers[row];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  const place = `${where}, puzzle_identifiers[${row}]`;
  throw invalid("puzzle id", describeValue(value), { expected: "an integer from 0", where: place });
}
