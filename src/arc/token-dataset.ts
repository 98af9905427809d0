/**
 * @file A data set as upstream's loaders hold it: token arrays, and which examples make up a puzzle and which puzzles a group.
 */

export interface DatasetSplit {
  /** u8 [examples, seqLen] */
  readonly inputs: Uint8Array;
  /** u8 [examples, seqLen]; 0 where there is no label. */
  readonly labels: Uint8Array;
  /** i32 [puzzles]: the row of the puzzle embedding. */
  readonly puzzleIdentifiers: Int32Array;
  /** i32 [puzzles + 1]: the first example of each puzzle, and in the end how many there are. */
  readonly puzzleIndices: Int32Array;
  /** i32 [groups + 1]: the first puzzle of each group, and in the end how many there are. */
  readonly groupIndices: Int32Array;
}

export interface TokenDataset {
  /** Cells of the canvas. */
  readonly seqLen: number;
  readonly vocabSize: number;
  /** Names of the rows of the puzzle embedding; row 0 is the blank one. */
  readonly identifiers: readonly string[];
  readonly train: DatasetSplit;
  readonly test: DatasetSplit;
}

/** Collects a split, group by group. */
export interface SplitBuilder {
  /** Adds an example, u8 [seqLen] each, to the puzzle at hand. */
  example(inputs: Uint8Array, labels: Uint8Array): void;
  /** The examples since the last puzzle are a puzzle. */
  endPuzzle(identifier: number): void;
  /** The puzzles since the last group are a group. */
  endGroup(): void;
  build(): DatasetSplit;
}

export function splitBuilder(): SplitBuilder {
  const [inputs, labels]: [Uint8Array[], Uint8Array[]] = [[], []];
  const identifiers: number[] = [];
  const [puzzleIndices, groupIndices] = [[0], [0]];
  return {
    example(input, label) {
      inputs.push(input);
      labels.push(label);
    },
    endPuzzle(identifier) {
      identifiers.push(identifier);
      puzzleIndices.push(inputs.length);
    },
    endGroup() {
      groupIndices.push(identifiers.length);
    },
    build: () => ({
      inputs: concatenated(inputs),
      labels: concatenated(labels),
      puzzleIdentifiers: Int32Array.from(identifiers),
      puzzleIndices: Int32Array.from(puzzleIndices),
      groupIndices: Int32Array.from(groupIndices),
    }),
  };
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
