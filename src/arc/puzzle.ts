/**
 * @file What a model is given: tasks as people write them, and puzzles as tokens on a canvas.
 */

/** Rows of cells, each 0 to 9; 1×1 to 30×30, all rows equally long. A 0×0 grid is `[]` (what the crop of an empty corner gives). */
export type Grid = readonly (readonly number[])[];

export interface Pair {
  readonly input: Grid;
  /** Missing where the answer is not known (a test pair without solution). */
  readonly output?: Grid;
}

export interface TrainingPair extends Pair {
  readonly output: Grid;
}

/** An ARC task. */
export interface Task {
  readonly id: string;
  readonly train: readonly TrainingPair[];
  readonly test: readonly Pair[];
}

/** A target cell that carries no label: it is neither right nor wrong. */
export const UNLABELLED = 255;

/** One thing to be solved: a test input, as tokens on the model's canvas. */
export interface Puzzle {
  /** Task id; for token batches the file's stem, for other datasets the puzzle's name. */
  readonly task: string;
  /** From 0. */
  readonly testIndex: number;
  /** Upstream's suffix (`|||t3|||0213456789` without the leading bars: `t3|||0213456789`), empty for none. */
  readonly augmentation: string;
  /** The row of the puzzle embedding, where the data themselves say it (token batches, dataset directories). */
  readonly puzzleIdentifier: number | undefined;
  /** u8 [seq_len] */
  readonly inputTokens: Uint8Array;
  /** u8 [seq_len], `UNLABELLED` where there is no label; `undefined` without a target. */
  readonly targetTokens: Uint8Array | undefined;
  /** The target as a grid where the puzzle is an ARC task: `solved` compares the cropped answer with it. */
  readonly targetGrid: Grid | undefined;
}
