/**
 * @file Sudokus as a data set in upstream's layout (`dataset/build_sudoku_dataset.py`): token 0 is never used, 1 is blank, 2 and on
 * are the digits; every puzzle is a group of its own, with its symmetric copies.
 */

import { splitBuilder, type TokenDataset } from "../../arc/token-dataset.ts";
import { BLANK } from "../../formats/tasks/identifiers.ts";
import { randomOf } from "../random.ts";
import type { Sudoku, SudokuMaker } from "./generate.ts";
import { type Board, type SudokuSide, sudokuShape } from "./shape.ts";
import { randomSymmetry } from "./symmetry.ts";

/** Padding and blank; the digits come after them. */
const SPECIAL_TOKENS = 2;
/** Puzzles in a row that were there before after which there are taken to be no more. */
const PATIENCE = 1000;

/** The puzzles of a stream without repetitions, which small boards come to soon. It ends where there are no more. */
export function* distinctSudokus(maker: SudokuMaker): Generator<Sudoku, void, void> {
  const seen = new Set<string>();
  let repetitions = 0;
  for (let index = 0; repetitions < PATIENCE; index++) {
    const sudoku = maker.make(index);
    const key = sudoku.puzzle.join("");
    if (seen.has(key)) {
      repetitions++;
      continue;
    }
    repetitions = 0;
    seen.add(key);
    yield sudoku;
  }
}

export interface SudokuDatasetOptions {
  readonly side: SudokuSide;
  readonly seed: number;
  /** Symmetric copies of each training puzzle beside the puzzle itself. */
  readonly augment: number;
}

export function sudokuDataset(
  train: readonly Sudoku[],
  test: readonly Sudoku[],
  { side, seed, augment }: SudokuDatasetOptions,
): TokenDataset {
  const shape = sudokuShape(side);
  const [trainSplit, testSplit] = [splitBuilder(), splitBuilder()];
  for (const { puzzle, solution } of train) {
    // Drawn from the puzzle, so that its copies are the same in a larger set.
    const random = randomOf(seed, "sudoku copies", puzzle.join(""));
    trainSplit.example(sudokuTokens(puzzle), sudokuTokens(solution));
    trainSplit.endPuzzle(0);
    for (let copy = 0; copy < augment; copy++) {
      const symmetry = randomSymmetry(random, shape);
      trainSplit.example(sudokuTokens(symmetry(puzzle)), sudokuTokens(symmetry(solution)));
      trainSplit.endPuzzle(0);
    }
    trainSplit.endGroup();
  }
  for (const { puzzle, solution } of test) {
    testSplit.example(sudokuTokens(puzzle), sudokuTokens(solution));
    testSplit.endPuzzle(0);
    testSplit.endGroup();
  }
  return {
    seqLen: side * side,
    vocabSize: side + SPECIAL_TOKENS,
    identifiers: [BLANK],
    train: trainSplit.build(),
    test: testSplit.build(),
  };
}

/** u8 [side²] */
export function sudokuTokens(board: Board): Uint8Array {
  return board.map((digit) => digit + SPECIAL_TOKENS - 1);
}
