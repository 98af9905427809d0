/**
 * @file Gym tasks as a data set in upstream's layout. Every task, and every augmentation of it, has a row of the puzzle embedding;
 * the train split has its training pairs, the test split its test pairs.
 */

import { augmentedName, augmentTask, formatAugmentation } from "../arc/augment.ts";
import { drawAugmentations } from "../arc/draw-augmentations.ts";
import type { Pair, Task } from "../arc/puzzle.ts";
import { type SplitBuilder, splitBuilder, type TokenDataset } from "../arc/token-dataset.ts";
import { ARC_VOCABULARY, gridToTokens } from "../arc/tokens.ts";
import { BLANK } from "../formats/tasks/identifiers.ts";
import type { GymTask } from "./task.ts";
import { arcTask } from "./task-json.ts";

const SAMPLE = 4;

export interface GymDatasetOptions {
  readonly seed: number;
  /** Side of the canvas: 10 to 30. */
  readonly side: number;
  /** Augmentations of every task beside the task itself. */
  readonly augment: number;
}

/**
 * Grids lie in the corner of the canvas; upstream moves training pairs about, the gym makes more of them.
 *
 * In the train split every pair is a group: the pair, and it again in each augmentation, as puzzles of one example. Upstream's
 * loader draws one puzzle of each group and takes all of its examples before the next: a thousand pairs under one puzzle
 * would fill whole batches with one task. In the test split a group is a task with its augmentations, as upstream has it.
 */
export function gymDataset(tasks: readonly GymTask[], { seed, side, augment }: GymDatasetOptions): TokenDataset {
  const identifiers = [BLANK];
  const [train, test] = [splitBuilder(), splitBuilder()];
  for (const gymTask of tasks) {
    const versions = versionsOf(arcTask(gymTask), augment, seed).map(({ name, task }) => {
      identifiers.push(name);
      return { task, identifier: identifiers.length - 1 };
    });
    for (const pair of gymTask.train.keys()) {
      for (const { task, identifier } of versions) addPuzzle(train, task.train.slice(pair, pair + 1), side, identifier);
      train.endGroup();
    }
    for (const { task, identifier } of versions) addPuzzle(test, task.test, side, identifier);
    test.endGroup();
  }
  return {
    seqLen: side * side,
    vocabSize: ARC_VOCABULARY,
    identifiers,
    train: train.build(),
    test: test.build(),
  };
}

interface Version {
  /** As identifiers files have it. */
  readonly name: string;
  readonly task: Task;
}

/** The task as it is, then its augmentations. */
function versionsOf(task: Task, augment: number, seed: number): Version[] {
  // A few pairs tell augmentations apart as well as thousands.
  const few = { ...task, train: task.train.slice(0, SAMPLE), test: [] };
  const augmentations = augment === 0 ? [] : drawAugmentations(few, augment, seed);
  const augmented = augmentations.map((augmentation) => ({
    name: augmentedName(task.id, formatAugmentation(augmentation)),
    task: augmentTask(task, augmentation),
  }));
  return [{ name: task.id, task }, ...augmented];
}

function addPuzzle(split: SplitBuilder, pairs: readonly Pair[], side: number, identifier: number): void {
  for (const { input, output = [] } of pairs) {
    split.example(gridToTokens(input, side, "a gym task"), gridToTokens(output, side, "a gym task"));
  }
  split.endPuzzle(identifier);
}
