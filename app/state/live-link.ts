/**
 * @file What was run live, so that another page can run it again: `sudoku6-mlp,made:3:0,weights:0a1b2c3d,0:noise@5:target=z_L…` names a
 * model, a puzzle, the model's weights, and the branches one after the other, each with the seed of its noise.
 */

import type { TrainingPair } from "../../src/arc/puzzle.ts";
import { pairsText, parsePairs } from "./pairs-text.ts";
import { type Codec, list, text } from "./url-fields.ts";

export interface LiveLink {
  /** A model that the page's host gives, or the file name of one that was dropped. */
  readonly model: string;
  /** The first digits of its weights' SHA-256: files have the same name. Null in links of before. */
  readonly weights: string | null;
  readonly puzzle: PuzzleLink;
  /** Of the first rollout, of that branch, and so on; none for the first rollout itself. */
  readonly branches: readonly BranchLink[];
}

export interface BranchLink {
  readonly seed: number;
  /** As after `--intervene`. */
  readonly spec: string;
}

export type PuzzleLink =
  /** Of the examples that the page makes up for a model. */
  | { readonly kind: "made"; readonly seed: number; readonly index: number }
  /** Dropped or drawn: the puzzle itself. */
  | {
      readonly kind: "given";
      readonly task: string;
      readonly testIndex: number;
      readonly augmentation: string;
      /** Row of the puzzle embedding. */
      readonly identifier: number;
      /** u8 [S], the whole canvas. */
      readonly input: Uint8Array;
      readonly target: Uint8Array | null;
      /** Of its task; none where there is no room for them. */
      readonly train: readonly TrainingPair[];
    };

/** 30 × 30, and something to spare. */
const MOST_CELLS = 4096;

/** As much of a SHA-256 as a link holds. */
export const shortHash = (sha256: string): string => sha256.slice(0, 8);

const parts = list(text);

export const liveLink: Codec<LiveLink> = {
  format: ({ model, weights, puzzle, branches }) =>
    parts.format([
      model,
      puzzleText(puzzle),
      ...(weights === null ? [] : [`weights:${weights}`]),
      ...branches.map(({ seed, spec }) => `${seed}:${spec}`),
    ]),
  parse(value) {
    const [model, puzzle, ...rest] = parts.parse(value) ?? [];
    const read = puzzle === undefined ? undefined : parsePuzzle(puzzle);
    const weights = /^weights:([0-9a-f]{8})$/.exec(rest[0] ?? "")?.[1] ?? null;
    const all = rest.slice(weights === null ? 0 : 1).map(parseBranch);
    if (!model || read === undefined || all.includes(undefined)) return undefined;
    return { model, weights, puzzle: read, branches: all as BranchLink[] };
  },
  expected: "a model, a puzzle and the branches of a live rollout",
};

function puzzleText(puzzle: PuzzleLink): string {
  if (puzzle.kind === "made") return `made:${puzzle.seed}:${puzzle.index}`;
  const { task, testIndex, augmentation, identifier, input, target, train } = puzzle;
  const names = [encodeURIComponent(task), testIndex, encodeURIComponent(augmentation), identifier];
  const cells = [tokensText(input), target === null ? "" : tokensText(target)];
  const pairs = train.length === 0 ? undefined : pairsText(train);
  return ["given", ...names, ...cells, ...(pairs === undefined ? [] : [pairs])].join(":");
}

function parsePuzzle(value: string): PuzzleLink | undefined {
  const made = /^made:(\d{1,9}):(\d{1,3})$/.exec(value);
  if (made !== null) return { kind: "made", seed: Number(made[1]), index: Number(made[2]) };
  // Links were without training pairs once.
  const [, task, testIndex, augmentation, identifier, inputText = "", targetText = "", pairs] =
    /^given:([^:]*):(\d{1,6}):([^:]*):(\d{1,9}):([^:]+):([^:]*)(?::([^:]+))?$/.exec(value) ?? [];
  const [taskName, suffix] = [decoded(task), decoded(augmentation)];
  const [input, target] = [parseTokens(inputText), targetText === "" ? null : parseTokens(targetText)];
  if (taskName === undefined || suffix === undefined || input === undefined || target === undefined) return undefined;
  if (target !== null && target.length !== input.length) return undefined;
  const train = pairs === undefined ? [] : parsePairs(pairs);
  if (train === undefined) return undefined;
  const numbers = { testIndex: Number(testIndex), identifier: Number(identifier) };
  return { kind: "given", task: taskName, augmentation: suffix, ...numbers, input, target, train };
}

function parseBranch(value: string): BranchLink | undefined {
  const [, seed, spec] = /^(\d{1,16}):(.+)$/s.exec(value) ?? [];
  return spec === undefined || !Number.isSafeInteger(Number(seed)) ? undefined : { seed: Number(seed), spec };
}

/** A letter or digit per cell, `_` and two of them from 36 on; the same cell again and again is written once: `0*12.` */
export function tokensText(tokens: Uint8Array): string {
  let written = "";
  for (let from = 0, to = 0; from < tokens.length; from = to) {
    const token = tokens[from] ?? 0;
    while (to < tokens.length && tokens[to] === token) to++;
    const cell = token < 36 ? token.toString(36) : `_${token.toString(36)}`;
    written += to - from > 3 ? `${cell}*${to - from}.` : cell.repeat(to - from);
  }
  return written;
}

/** `undefined` for what `tokensText` does not write. */
export function parseTokens(value: string): Uint8Array | undefined {
  const CELLS = /(_[0-9a-z]{2}|[0-9a-z])(?:\*(\d{1,4})\.)?/y;
  const tokens: number[] = [];
  for (CELLS.lastIndex = 0; CELLS.lastIndex < value.length; ) {
    const [, cell = "", times = "1"] = CELLS.exec(value) ?? [];
    const token = Number.parseInt(cell.replace("_", ""), 36);
    if (!(token <= 255) || tokens.length + Number(times) > MOST_CELLS) return undefined;
    for (let at = 0; at < Number(times); at++) tokens.push(token);
  }
  return Uint8Array.from(tokens);
}

function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
