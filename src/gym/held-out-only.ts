/**
 * @file The held-out split of a specification by itself, for those who only want to see how a trained model does.
 */

import type { Specification } from "./specification.ts";

/**
 * Makes the held-out puzzles that `specification` makes and next to nothing to train on; `test` of them instead of as many as it
 * says (of a gym: of each task). They do not depend on how much there is to train on. Sudokus and mazes take turns by band, so
 * fewer of them are the first of more.
 */
export function heldOutOnly(specification: Specification, test?: number): Specification {
  switch (specification.generator) {
    case "gym":
      // The three or four pairs that show a person what the rule is.
      return { ...specification, pairs: undefined, augment: 0, testPairs: test ?? specification.testPairs };
    case "sudoku":
      return { ...specification, count: 0, augment: 0, test: test ?? specification.test };
    case "maze":
      return { ...specification, count: 0, test: test ?? specification.test };
  }
}
