/**
 * @file Mazes as a data set in upstream's layout (`dataset/build_maze_dataset.py`): 0 padding, 1 wall, 2 open, 3 start, 4 goal,
 * 5 the way between them, in the labels only; every maze is a group of its own.
 */

import { splitBuilder, type TokenDataset } from "../../arc/token-dataset.ts";
import { BLANK } from "../../formats/tasks/identifiers.ts";
import type { Maze } from "./maze.ts";

const MAZE_VOCABULARY = 6;
const [WALL, OPEN, START, GOAL, PATH] = [1, 2, 3, 4, 5];

/** u8 [side²] each. */
export function mazeTokens({ open, start, goal, path }: Maze): { inputs: Uint8Array; labels: Uint8Array } {
  const inputs = open.map((walkable) => (walkable === 1 ? OPEN : WALL));
  inputs[start] = START;
  inputs[goal] = GOAL;
  const labels = Uint8Array.from(inputs);
  for (const cell of path) if (cell !== start && cell !== goal) labels[cell] = PATH;
  return { inputs, labels };
}

export function mazeDataset(train: readonly Maze[], test: readonly Maze[], side: number): TokenDataset {
  const [trainSplit, testSplit] = [train, test].map((mazes) => {
    const split = splitBuilder();
    for (const maze of mazes) {
      const { inputs, labels } = mazeTokens(maze);
      split.example(inputs, labels);
      split.endPuzzle(0);
      split.endGroup();
    }
    return split.build();
  });
  if (trainSplit === undefined || testSplit === undefined) throw new Error("a data set has two splits");
  return {
    seqLen: side * side,
    vocabSize: MAZE_VOCABULARY,
    identifiers: [BLANK],
    train: trainSplit,
    test: testSplit,
  };
}
