/**
 * @file `fixpoint data sudoku`: puzzles with one solution, as hard as wanted.
 */

import type { Command } from "commander";
import { usage } from "../errors.ts";
import { DEFAULT_PUZZLES, MOST } from "../gym/specification.ts";
import { BANDS, type Band, type Range } from "../gym/sudoku/band.ts";
import { SUDOKU_SIDES, type SudokuSide } from "../gym/sudoku/shape.ts";
import { type DataOptions, withDataOptions, writeData } from "./data-output.ts";
import { oneOf, wholeNumber } from "./options.ts";

interface SudokuOptions extends DataOptions {
  readonly side: SudokuSide;
  readonly count: number;
  readonly test: number;
  readonly band: readonly Band[];
  readonly givens?: Range;
  readonly minGuesses: number;
  readonly augment: number;
}

const HELP = `
Bands of 9×9: easy, 32 to 36 givens; medium, 27 to 29; hard, no naked or hidden single at the start, no given to spare (about 24).
Guesses: values tried by a search that fills in singles first and proves the solution the only one. grades.json has them.
Held-out puzzles are never symmetric copies of training ones, whatever the seeds, bands and counts.`;

export function addDataSudokuCommand(data: Command): void {
  const command = data
    .command("sudoku")
    .usage("--out <dir> [options]")
    .description("sudokus with one solution, graded by how hard they are")
    .option("--side <n>", "4, 6 (boxes of two rows and three columns) or 9", readSide, 9)
    .option("--count <n>", "training puzzles", wholeNumber("count", 0, MOST), DEFAULT_PUZZLES)
    .option("--test <n>", "held-out puzzles", wholeNumber("test", 1, MOST), DEFAULT_PUZZLES)
    .option("--band <names>", "easy, medium, hard, or several by turns: easy,hard (default: easy)", readBands)
    .option("--givens <range>", "instead of the band's: 28 or 26-30", readRange)
    .option("--min-guesses <n>", "guesses that a puzzle needs at least", wholeNumber("min-guesses", 0, MOST), 0)
    .option("--augment <n>", "symmetric copies of each training puzzle", wholeNumber("augment", 0, MOST), 0)
    .addHelpText("after", HELP);
  withDataOptions(command).action((options: SudokuOptions) => {
    const { seed, side, count, test, band = ["easy"], givens, minGuesses, augment } = options;
    return writeData(options, {
      generator: "sudoku",
      seed,
      side,
      count,
      test,
      bands: band,
      givens,
      minGuesses,
      augment,
    });
  });
}

function readSide(text: string): SudokuSide {
  const side = SUDOKU_SIDES.find((candidate) => String(candidate) === text);
  if (side === undefined) throw usage("side", text, { expected: SUDOKU_SIDES.join(", ") });
  return side;
}

function readBands(text: string): Band[] {
  return text.split(",").map(oneOf("band", BANDS));
}

function readRange(text: string): Range {
  const [, least = "", most = least] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (least === "" || Number(least) > Number(most)) throw usage("givens", text, { expected: "28 or 26-30" });
  return { least: Number(least), most: Number(most) };
}
