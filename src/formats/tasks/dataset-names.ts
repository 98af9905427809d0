/**
 * @file What the puzzles of a dataset are called.
 */

import { formatAugmentation, parseAugmentedName } from "../../arc/augment.ts";
import { BLANK } from "./identifiers.ts";

export interface PuzzleName {
  readonly task: string;
  /** Upstream's suffix, empty for none. */
  readonly augmentation: string;
  /** Does it come from `identifiers.json`? Else it is the dataset's name and the puzzle's number. */
  readonly known: boolean;
}

/**
 * The name of puzzle `index` (from 0) with identifier `id`: what identifiers.json says, or where that says nothing (mazes and
 * sudokus all have identifier 0, `<blank>`) `maze-0007`.
 */
export function puzzleName(
  dataset: string,
  identifiers: readonly string[] | undefined,
  id: number,
  index: number,
): PuzzleName {
  const name = identifiers?.[id];
  if (name === undefined || name === BLANK || name === "") {
    return { task: `${dataset}-${String(index).padStart(4, "0")}`, augmentation: "", known: false };
  }
  const { task, augmentation } = parseAugmentedName(name);
  return { task, augmentation: augmentation === undefined ? "" : formatAugmentation(augmentation), known: true };
}
