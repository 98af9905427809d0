/**
 * @file `fixpoint data maze`: mazes with one shortest way.
 */

import type { Command } from "commander";
import { defaultLoops, defaultMinPath } from "../gym/maze/maze.ts";
import { DEFAULT_PUZZLES, LARGEST_CANVAS, MOST, SMALLEST_MAZE } from "../gym/specification.ts";
import { type DataOptions, withDataOptions, writeData } from "./data-output.ts";
import { wholeNumber } from "./options.ts";

interface MazeOptions extends DataOptions {
  readonly side: number;
  readonly count: number;
  readonly test: number;
  readonly minPath?: number;
  readonly loops?: number;
}

export function addDataMazeCommand(data: Command): void {
  const command = data
    .command("maze")
    .usage("--out <dir> [options]")
    .description("mazes with one shortest way from start to goal")
    .option("--side <n>", "rows and columns", wholeNumber("side", SMALLEST_MAZE, LARGEST_CANVAS), LARGEST_CANVAS)
    .option("--count <n>", "training mazes", wholeNumber("count", 0, MOST), DEFAULT_PUZZLES)
    .option("--test <n>", "held-out mazes", wholeNumber("test", 1, MOST), DEFAULT_PUZZLES)
    .option(
      "--min-path <n>",
      "steps of the way, at least (default: an eighth of the cells)",
      wholeNumber("min-path", 1),
    )
    .option("--loops <n>", "loops, at most (default: a twentieth of the cells)", wholeNumber("loops", 0, MOST));
  withDataOptions(command).action((options: MazeOptions) => {
    const { seed, side, count, test, minPath = defaultMinPath(side), loops = defaultLoops(side) } = options;
    return writeData(options, { generator: "maze", seed, side, count, test, minPath, loops });
  });
}
