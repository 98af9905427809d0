/**
 * @file Pictures turned so that what happens at any of the four sides can be written for one.
 */

import { transformGrid } from "../../arc/dihedral.ts";
import type { Grid } from "../../arc/puzzle.ts";
import type { Side } from "./directions.ts";

/** The picture with `side` as its left; lines that ran along it keep their order. Undone by `leftToSide`. */
export function sideToLeft(grid: Grid, side: Side): Grid {
  switch (side) {
    case "left":
      return grid;
    case "right":
      return transformGrid(grid, 4);
    case "up":
      return transformGrid(grid, 6);
    case "down":
      return transformGrid(transformGrid(grid, 5), 6);
  }
}

/** The picture whose left side becomes `side`. */
export function leftToSide(grid: Grid, side: Side): Grid {
  return side === "down" ? transformGrid(transformGrid(grid, 6), 5) : sideToLeft(grid, side);
}
