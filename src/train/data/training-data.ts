/**
 * @file What is trained on: an endless sequence of batches, any of which can be made from its position alone, so that a training goes
 * on where it was however it ended.
 */

/** Rows of a batch, in order. */
export interface TrainingRows {
  /** i32 [B, S] */
  readonly inputs: Int32Array;
  /** i32 [B, S], `NO_LABEL` where there is none. */
  readonly labels: Int32Array;
  /** i32 [B] */
  readonly identifiers: Int32Array;
}

/** How many there are: `exact` where the data say so, else as many as occur. */
export interface Extent {
  readonly count: number;
  readonly exact: boolean;
}

export interface TrainingData {
  /** What a person calls it, for error messages. */
  readonly name: string;
  /** S */
  readonly seqLen: number;
  readonly vocabSize: Extent;
  readonly puzzleIdentifiers: Extent;
  /** Training steps that see everything once. */
  readonly stepsPerEpoch: number;
  /** SHA-256 (hex) of everything that batches are made of. */
  readonly sha256: string;
  /** The batch at `position` (the first is 0) and the position of the next one. */
  batch(position: number): { readonly rows: TrainingRows; readonly next: number };
}
