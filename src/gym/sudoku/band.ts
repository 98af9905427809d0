/**
 * @file Bands of difficulty.
 */

import { invalid } from "../../errors.ts";
import type { SudokuSide } from "./shape.ts";

export type Band = "easy" | "medium" | "hard";
export const BANDS: readonly Band[] = ["easy", "medium", "hard"];

/** Both ends included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface SudokuSpec {
  readonly side: SudokuSide;
  readonly givens: Range;
  readonly guesses: Range;
  /** No naked and no hidden single at the start: the first step is a guess, or something cleverer. */
  readonly closed: boolean;
}

const ANY: Range = { least: 0, most: Number.POSITIVE_INFINITY };

/** Givens of the bands; of hard puzzles none can be left out, and there are as many as it takes. */
const GIVENS: Readonly<Record<SudokuSide, Readonly<Record<Exclude<Band, "hard">, Range>>>> = {
  4: { easy: { least: 7, most: 8 }, medium: { least: 4, most: 5 } },
  6: { easy: { least: 16, most: 18 }, medium: { least: 11, most: 13 } },
  9: { easy: { least: 32, most: 36 }, medium: { least: 27, most: 29 } },
};

/** Throws a `FixpointError` for hard 4×4 puzzles: every one has a single. */
export function bandSpec(side: SudokuSide, band: Band): SudokuSpec {
  if (band === "hard") {
    if (side === 4)
      throw invalid("band", "hard", { expected: "easy or medium for 4×4, where some single always opens" });
    return { side, givens: ANY, guesses: ANY, closed: true };
  }
  return { side, givens: GIVENS[side][band], guesses: ANY, closed: false };
}

export function isWithin(value: number, { least, most }: Range): boolean {
  return value >= least && value <= most;
}
