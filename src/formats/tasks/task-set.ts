/**
 * @file What `TASKS` on the command line gives: ARC tasks, which get a canvas from the model, or puzzles that are tokens
 * already.
 */

import type { Puzzle, Task } from "../../arc/puzzle.ts";

/** `arc/puzzles.ts` turns these into puzzles on the model's canvas. */
export interface ArcTaskSet {
  readonly kind: "tasks";
  /** In the order of the file; of a directory, by file name. Ids are unique. */
  readonly tasks: readonly Task[];
  /** `identifiers.json` beside the tasks: index = puzzle identifier. */
  readonly identifiers: readonly string[] | undefined;
}

export interface TokenSet {
  readonly kind: "tokens";
  readonly puzzles: readonly Puzzle[];
  /** Cells of the canvas of every puzzle. */
  readonly seqLen: number;
  /** Where the data say it. */
  readonly vocabSize: number | undefined;
  /** The tasks that the puzzles were made from, where the data hold them (`test_puzzles.json`); else empty. */
  readonly tasks: readonly Task[];
  readonly identifiers: readonly string[] | undefined;
}

export type TaskSet = ArcTaskSet | TokenSet;
