/**
 * @file A set of sudokus, graded.
 */

import { usage } from "../../errors.ts";
import type { Split } from "../held-out.ts";
import { counted, type Product, type Production } from "../product.ts";
import { sudokuTask } from "../puzzle-task.ts";
import type { SudokuSpecification } from "../specification.ts";
import { type Band, bandSpec, type SudokuSpec } from "./band.ts";
import { type Sudoku, sudokuMaker } from "./generate.ts";
import { distinctSudokus, sudokuDataset } from "./sudoku-dataset.ts";

export function produceSudokus(specification: SudokuSpecification): Production {
  const { bands, seed, count, test } = specification;
  const specs = bands.map((band) => specOf(band, specification));
  function* make(split: Split, wanted: number, before: number): Generator<number, Sudoku[], void> {
    const made: Sudoku[] = [];
    if (wanted === 0) return made;
    for (const sudoku of byTurns(specs.map((spec) => distinctSudokus(sudokuMaker({ spec, seed, split }))))) {
      made.push(sudoku);
      yield before + made.length;
      if (made.length === wanted) break;
    }
    return made;
  }
  return {
    total: count + test,
    unit: "puzzles",
    *run() {
      const train = yield* make("train", count, 0);
      return productOf(train, yield* make("test", test, train.length), specification);
    },
  };
}

function specOf(band: Band, { side, givens, minGuesses }: SudokuSpecification): SudokuSpec {
  const spec = bandSpec(side, band);
  if (givens !== undefined && givens.least > side * side) {
    throw usage("givens", givens.least, { expected: `at most ${side * side}` });
  }
  return { ...spec, givens: givens ?? spec.givens, guesses: { ...spec.guesses, least: minGuesses } };
}

/** One of each in turn; a stream that has ended is left out. */
function* byTurns<T>(streams: readonly Iterator<T>[]): Generator<T, void, void> {
  for (let running = [...streams]; running.length > 0; ) {
    const still: Iterator<T>[] = [];
    for (const stream of running) {
      const next = stream.next();
      if (next.done === true) continue;
      still.push(stream);
      yield next.value;
    }
    running = still;
  }
}

function productOf(
  train: readonly Sudoku[],
  test: readonly Sudoku[],
  { side, seed, augment, count, test: wanted }: SudokuSpecification,
): Product {
  const short = train.length < count || test.length < wanted;
  const grades = (sudokus: readonly Sudoku[]) => sudokus.map(({ grade }) => grade);
  return {
    summary: `${counted(train.length, "training puzzle")}, ${test.length} held out`,
    notes: short ? [`there are no more such puzzles than ${train.length} to train on and ${test.length} held out`] : [],
    arcTasks: () => ({ sudoku: sudokuTask(train, test, side) }),
    dataset: () => sudokuDataset(train, test, { side, seed, augment }),
    beside: () => ({ "grades.json": { train: grades(train), test: grades(test) } }),
  };
}
