/**
 * @file Which kind of data a run is about, told from its model's vocabulary and canvas: a run does not say so itself.
 */

import { ARC_VOCABULARY } from "../../arc/tokens.ts";
import { arcNotation } from "./arc.ts";
import { mazeNotation } from "./maze.ts";
import type { DataKind, Notation, NotationOptions } from "./notation.ts";
import { sudokuNotation } from "./sudoku.ts";
import { tokenNotation } from "./tokens.ts";

const SUDOKU_SIDES = [4, 6, 9];

/** Padding, wall, open, start, goal, path. As many as a 4×4 sudoku has; the canvas tells them apart. */
const MAZE_VOCABULARY = 6;

/** `vocabulary` is the model's `vocab_size`, where the run says it. */
export function guessKind({
  isTask,
  vocabulary,
  side,
}: {
  isTask: boolean;
  vocabulary: unknown;
  side: number;
}): DataKind {
  if (isTask) return "arc";
  // Padding, blank and the digits.
  if (SUDOKU_SIDES.includes(side) && vocabulary === side + 2) return "sudoku";
  if (vocabulary === MAZE_VOCABULARY) return "maze";
  return vocabulary === ARC_VOCABULARY ? "arc" : "tokens";
}

const NOTATIONS: Readonly<Record<DataKind, (options: NotationOptions) => Notation>> = {
  arc: arcNotation,
  sudoku: sudokuNotation,
  maze: mazeNotation,
  tokens: tokenNotation,
};

export function notationOf(kind: DataKind, options: NotationOptions): Notation {
  const { cellLine, ...rest } = NOTATIONS[kind](options);
  return options.lines && cellLine !== undefined ? { ...rest, cellLine } : rest;
}
