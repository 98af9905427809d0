/**
 * @file The eight symmetries of the square, in upstream's numbering (`dihedral_transform`, `dataset/common.py`).
 */

import { gridWidth } from "./grid.ts";
import type { Grid } from "./puzzle.ts";

/**
 * 0 nothing; 1 to 3 counter-clockwise quarter turns; 4 left-right flip; 5 up-down flip; 6 transpose; 7 one quarter turn,
 * then left-right flip (the transpose about the other diagonal).
 */
export type Transform = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const TRANSFORMS: readonly Transform[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Only the quarter turns 1 and 3 are not their own inverse. */
export function inverseTransform(transform: Transform): Transform {
  if (transform === 1) return 3;
  return transform === 3 ? 1 : transform;
}

export function transformGrid(grid: Grid, transform: Transform): Grid {
  const [lastRow, lastColumn] = [grid.length - 1, gridWidth(grid) - 1];
  switch (transform) {
    case 0:
      return grid;
    case 1:
      return turned(grid, (r, c) => grid[c]?.[lastColumn - r]);
    case 2:
      return upright(grid, (r, c) => grid[lastRow - r]?.[lastColumn - c]);
    case 3:
      return turned(grid, (r, c) => grid[lastRow - c]?.[r]);
    case 4:
      return upright(grid, (r, c) => grid[r]?.[lastColumn - c]);
    case 5:
      return upright(grid, (r, c) => grid[lastRow - r]?.[c]);
    case 6:
      return turned(grid, (r, c) => grid[c]?.[r]);
    case 7:
      return turned(grid, (r, c) => grid[lastRow - c]?.[lastColumn - r]);
  }
}

type CellSource = (row: number, column: number) => number | undefined;

function upright(grid: Grid, source: CellSource): Grid {
  return fill(grid.length, gridWidth(grid), source);
}

/** For the transforms that swap height and width. */
function turned(grid: Grid, source: CellSource): Grid {
  return fill(gridWidth(grid), grid.length, source);
}

function fill(rows: number, columns: number, source: CellSource): Grid {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => source(r, c) ?? 0));
}
