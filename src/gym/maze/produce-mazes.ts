/**
 * @file A set of mazes.
 */

import { usage } from "../../errors.ts";
import { counted, type Production } from "../product.ts";
import { mazeTask } from "../puzzle-task.ts";
import type { MazeSpecification } from "../specification.ts";
import { type Maze, makeMaze } from "./maze.ts";
import { mazeDataset } from "./maze-dataset.ts";

/** Longer ways than this share of the cells hardly ever come up. */
const LONGEST_SHARE = 1 / 3;

export function produceMazes({ seed, side, count, test, minPath, loops }: MazeSpecification): Production {
  const longest = Math.floor(side * side * LONGEST_SHARE);
  if (minPath > longest) throw usage("min-path", minPath, { expected: `at most ${longest}, a third of the cells` });
  const spec = { side, minPath, loops };
  return {
    total: count + test,
    unit: "mazes",
    *run() {
      const mazes: Record<"train" | "test", Maze[]> = { train: [], test: [] };
      for (const [split, wanted] of [
        ["train", count],
        ["test", test],
      ] as const) {
        for (let index = 0; index < wanted; index++) {
          mazes[split].push(makeMaze({ spec, seed, split }, index));
          yield mazes.train.length + mazes.test.length;
        }
      }
      return {
        summary: `${counted(count, "training maze")}, ${test} held out`,
        notes: [],
        arcTasks: () => ({ maze: mazeTask(mazes.train, mazes.test, side) }),
        dataset: () => mazeDataset(mazes.train, mazes.test, side),
        beside: () => ({}),
      };
    },
  };
}
