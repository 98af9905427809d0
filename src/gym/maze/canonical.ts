/**
 * @file A text that a maze shares with its turns and mirror images, and no other.
 */

import { TRANSFORMS, transformGrid } from "../../arc/dihedral.ts";
import type { Grid } from "../../arc/puzzle.ts";
import type { Maze } from "./maze.ts";
import { mazeTokens } from "./maze-dataset.ts";

export function canonicalMaze(maze: Pick<Maze, "side" | "open" | "start" | "goal">): string {
  const tokens = mazeTokens({ ...maze, path: [] }).inputs;
  const grid: Grid = Array.from({ length: maze.side }, (_, row) => [
    ...tokens.subarray(row * maze.side, (row + 1) * maze.side),
  ]);
  const images = TRANSFORMS.map((transform) => transformGrid(grid, transform).flat().join(""));
  return images.sort()[0] ?? "";
}
