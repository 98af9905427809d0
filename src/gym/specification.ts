/**
 * @file What data to make, as it stands in a recipe under `data`, or in the `fixpoint.json` of a data set that was made.
 */

import { describeValue, isObject } from "../arc/describe.ts";
import { invalid } from "../errors.ts";
import { parseRuleFamilies } from "./catalogue.ts";
import { LARGEST_SIDE } from "./grid/canvas.ts";
import { defaultLoops, defaultMinPath } from "./maze/maze.ts";
import { BANDS, type Band, type Range } from "./sudoku/band.ts";
import { SUDOKU_SIDES, type SudokuSide } from "./sudoku/shape.ts";

/** Side of the largest canvas, which is ARC's and upstream's. */
export const LARGEST_CANVAS = 30;
export const SMALLEST_MAZE = 5;
export const MOST = 10_000_000;

export interface GymSpecification {
  readonly generator: "gym";
  readonly seed: number;
  /** See `parseRuleFamilies`. */
  readonly concepts: string;
  /** Tasks, by turns of each concept. */
  readonly count: number;
  /** Training pairs of each task; 3 or 4 where undefined. */
  readonly pairs: number | undefined;
  /** Held-out pairs of each task; 1 or 2 where undefined. */
  readonly testPairs: number | undefined;
  /** Rows and columns that an input has at least, where the rule allows it. */
  readonly minSide: number;
  /** Augmentations of each task in a data set. */
  readonly augment: number;
  /** Of the canvas in a data set. */
  readonly side: number;
}

export interface SudokuSpecification {
  readonly generator: "sudoku";
  readonly seed: number;
  readonly side: SudokuSide;
  /** Training puzzles. */
  readonly count: number;
  /** Held-out puzzles. */
  readonly test: number;
  /** By turns. */
  readonly bands: readonly Band[];
  /** Instead of the bands' own. */
  readonly givens: Range | undefined;
  readonly minGuesses: number;
  /** Symmetric copies of each training puzzle in a data set. */
  readonly augment: number;
}

export interface MazeSpecification {
  readonly generator: "maze";
  readonly seed: number;
  readonly side: number;
  /** Training mazes. */
  readonly count: number;
  /** Held-out mazes. */
  readonly test: number;
  readonly minPath: number;
  readonly loops: number;
}

export type Specification = GymSpecification | SudokuSpecification | MazeSpecification;

/** Pairs of a gym task in a data set. */
export const DEFAULT_PAIRS = 100;
export const DEFAULT_TEST_PAIRS = 10;
/** Puzzles of a split. */
export const DEFAULT_PUZZLES = 1000;

/**
 * Reads `{generator: gym, concepts: "gravity,mirror", pairs: 500}` and the like; what is missing has the default that the
 * command line has. Throws a `FixpointError` that names `where` for an unknown key or a value out of bounds.
 */
export function parseSpecification(value: unknown, where: string): Specification {
  if (!isObject(value)) throw invalid("data", describeValue(value), { expected: "an object with generator", where });
  const keys = keysOf(value, where);
  const generator = keys.text("generator", "");
  const specification = read(generator, keys);
  if (specification === undefined) {
    throw invalid("generator", generator === "" ? "none" : generator, { expected: "gym, sudoku or maze", where });
  }
  keys.end();
  return specification;
}

function read(generator: string, keys: Keys): Specification | undefined {
  const seed = keys.number("seed", 0, 0);
  switch (generator) {
    case "gym": {
      const concepts = keys.text("concepts", "all");
      return {
        generator,
        seed,
        concepts,
        count: keys.number("count", parseRuleFamilies(concepts).length, 1),
        pairs: keys.number("pairs", DEFAULT_PAIRS, 1),
        testPairs: keys.number("test_pairs", DEFAULT_TEST_PAIRS, 1),
        minSide: keys.number("min_side", 1, 1, LARGEST_SIDE),
        augment: keys.number("augment", 0, 0),
        side: keys.number("side", LARGEST_SIDE, LARGEST_SIDE, LARGEST_CANVAS),
      };
    }
    case "sudoku":
      return {
        generator,
        seed,
        side: keys.oneOf("side", SUDOKU_SIDES, 9),
        count: keys.number("count", DEFAULT_PUZZLES, 0),
        test: keys.number("test", DEFAULT_PUZZLES, 1),
        bands: keys.list("bands", BANDS, ["easy"]),
        givens: keys.range("givens"),
        minGuesses: keys.number("min_guesses", 0, 0),
        augment: keys.number("augment", 0, 0),
      };
    case "maze": {
      const side = keys.number("side", LARGEST_CANVAS, SMALLEST_MAZE, LARGEST_CANVAS);
      return {
        generator,
        seed,
        side,
        count: keys.number("count", DEFAULT_PUZZLES, 0),
        test: keys.number("test", DEFAULT_PUZZLES, 1),
        minPath: keys.number("min_path", defaultMinPath(side), 1),
        loops: keys.number("loops", defaultLoops(side), 0),
      };
    }
    default:
      return undefined;
  }
}

interface Keys {
  text(key: string, otherwise: string): string;
  number(key: string, otherwise: number, least: number, most?: number): number;
  oneOf<T extends string | number>(key: string, choices: readonly T[], otherwise: T): T;
  list<T extends string>(key: string, choices: readonly T[], otherwise: readonly T[]): readonly T[];
  /** `[26, 30]` or one number. */
  range(key: string): Range | undefined;
  /** Throws if a key was not asked for. */
  end(): void;
}

function keysOf(value: Readonly<Record<string, unknown>>, where: string): Keys {
  const left = new Set(Object.keys(value));
  function take(key: string): unknown {
    left.delete(key);
    return value[key] ?? undefined;
  }
  const wrong = (key: string, got: unknown, expected: string) =>
    invalid(key, typeof got === "string" ? got : describeValue(got), { expected, where });
  const chosen = <T extends string | number>(key: string, got: unknown, choices: readonly T[]): T => {
    const choice = choices.find((candidate) => candidate === got);
    if (choice === undefined) throw wrong(key, got, choices.join(", "));
    return choice;
  };
  function whole(key: string, got: unknown, least: number, most: number): number {
    if (typeof got === "number" && Number.isSafeInteger(got) && got >= least && got <= most) return got;
    throw wrong(key, got, `a whole number from ${least} to ${most}`);
  }
  return {
    text(key, otherwise) {
      const got = take(key) ?? otherwise;
      if (typeof got === "string") return got;
      throw wrong(key, got, "text");
    },
    number: (key, otherwise, least, most = MOST) => whole(key, take(key) ?? otherwise, least, most),
    oneOf: (key, choices, otherwise) => chosen(key, take(key) ?? otherwise, choices),
    list(key, choices, otherwise) {
      const got = take(key) ?? otherwise;
      const items: readonly unknown[] = Array.isArray(got) ? got : [got];
      if (items.length === 0) throw wrong(key, got, `some of ${choices.join(", ")}`);
      return items.map((item) => chosen(key, item, choices));
    },
    range(key) {
      const got = take(key);
      if (got === undefined) return undefined;
      const [least, most = least, ...more]: readonly unknown[] = Array.isArray(got) ? got : [got];
      const range = { least: whole(key, least, 0, MOST), most: whole(key, most, 0, MOST) };
      if (range.least > range.most || more.length > 0) throw wrong(key, got, "the least and the most");
      return range;
    },
    end() {
      const [unknown] = left;
      if (unknown !== undefined) throw invalid("data", `unknown key ${unknown}`, { where });
    },
  };
}

/** The specification with the keys that `parseSpecification` reads. */
export function specificationJson(specification: Specification): Readonly<Record<string, unknown>> {
  switch (specification.generator) {
    case "gym": {
      const { testPairs, minSide, ...others } = specification;
      return { ...others, test_pairs: testPairs, min_side: minSide };
    }
    case "sudoku": {
      const { minGuesses, givens, ...others } = specification;
      return {
        ...others,
        givens: givens === undefined ? undefined : [givens.least, givens.most],
        min_guesses: minGuesses,
      };
    }
    case "maze": {
      const { minPath, ...others } = specification;
      return { ...others, min_path: minPath };
    }
  }
}
