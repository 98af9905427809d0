/**
 * @file Which row of the puzzle embedding belongs to a puzzle: from the data themselves, from an identifiers file, one number
 * for all, or the blank one.
 */

import { type Augmentation, augmentedName, parseAugmentedName } from "../arc/augment.ts";
import type { Puzzle } from "../arc/puzzle.ts";
import { invalid } from "../errors.ts";
import type { TaskSet } from "../formats/tasks/task-set.ts";

/** The blank puzzle's row. */
export const BLANK_IDENTIFIER = 0;

export interface Identifiers {
  /** Throws a `FixpointError` for a puzzle that an identifiers file does not name. */
  of(puzzle: Puzzle): number;
  /** The augmentations of a task that have a row of their own, in the order of their rows. */
  augmentationsOf(task: string): readonly Augmentation[];
}

/** The same row for every puzzle, whatever the data say. */
export function sameIdentifier(identifier: number): Identifiers {
  return { of: () => identifier, augmentationsOf: () => [] };
}

/** What the data say, or the blank puzzle. */
export function ownIdentifiers(): Identifiers {
  return { of: ({ puzzleIdentifier }) => puzzleIdentifier ?? BLANK_IDENTIFIER, augmentationsOf: () => [] };
}

/** What the data say, or else the row that the file names; `names[i]` is the puzzle of row i. */
export function namedIdentifiers(names: readonly string[], file: string): Identifiers {
  const rows = new Map<string, number>();
  const augmentations = new Map<string, Augmentation[]>();
  names.forEach((name, row) => {
    if (!rows.has(name)) rows.set(name, row);
    const { task, augmentation } = parseAugmentedName(name);
    if (augmentation === undefined) return;
    const known = augmentations.get(task);
    if (known === undefined) augmentations.set(task, [augmentation]);
    else known.push(augmentation);
  });
  return {
    of({ task, augmentation, puzzleIdentifier }) {
      // An augmentation that was drawn because the file names none has no row: its task's is the nearest.
      const named = puzzleIdentifier ?? rows.get(augmentedName(task, augmentation)) ?? rows.get(task);
      if (named === undefined)
        throw invalid("puzzle id", `no row for ${task}`, { expected: "a name of the file", where: file });
      return named;
    },
    augmentationsOf: (task) => augmentations.get(task) ?? [],
  };
}

/**
 * What a task set says itself, else the names in an `identifiers.json` beside the checkpoint (`beside`) or beside the tasks; `undefined`
 * where nothing says.
 */
export function knownIdentifiers(set: TaskSet, beside: readonly string[] | undefined): Identifiers | undefined {
  const own = set.kind === "tokens" && set.puzzles.every(({ puzzleIdentifier }) => puzzleIdentifier !== undefined);
  if (own) return ownIdentifiers();
  const names = beside ?? set.identifiers;
  return names && namedIdentifiers(names, "identifiers.json");
}
