/**
 * @file From a task to what a model is given: one puzzle per test input and augmentation.
 */

import { type Augmentation, augmentTask, formatAugmentation } from "./augment.ts";
import type { Puzzle, Task } from "./puzzle.ts";
import { gridToTokens, targetTokens } from "./tokens.ts";

/**
 * The puzzles of a task on a canvas of `side`×`side` cells: its test inputs as they are, then those of each augmentation
 * in turn, with the target augmented alike. Throws a `FixpointError` for a grid that does not fit.
 */
export function taskToPuzzles(task: Task, side: number, augmentations: readonly Augmentation[] = []): Puzzle[] {
  const augmented = augmentations.flatMap((augmentation) =>
    testPuzzles(augmentTask(task, augmentation), side, formatAugmentation(augmentation)),
  );
  return [...testPuzzles(task, side, ""), ...augmented];
}

function testPuzzles(task: Task, side: number, augmentation: string): Puzzle[] {
  return task.test.map(({ input, output }, testIndex) => {
    const where = `${task.id}, test pair ${testIndex + 1}`;
    return {
      task: task.id,
      testIndex,
      augmentation,
      puzzleIdentifier: undefined,
      inputTokens: gridToTokens(input, side, `${where}, input`),
      targetTokens: output === undefined ? undefined : targetTokens(output, side, `${where}, output`),
      targetGrid: output,
    };
  });
}
