/**
 * @file A picture that is symmetric but for what is missing.
 */

import { type Transform, transformGrid } from "../../../arc/dihedral.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Canvas, COLOURS, cellsOf, mapped } from "../../grid/canvas.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Symmetry = "left-right" | "up-down" | "fourfold";
const SYMMETRIES: readonly Symmetry[] = ["left-right", "up-down", "fourfold"];
const MIRRORS: Readonly<Record<Symmetry, readonly Transform[]>> = {
  "left-right": [4],
  "up-down": [5],
  fourfold: [4, 5],
};

export const completeSymmetry = defineConcept({
  name: "complete-symmetry",
  sentence: "the picture is made symmetric ({symmetry})",
  variants: SYMMETRIES.map((symmetry) => ({ symmetry })),
  draw(random, { symmetry }) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(1, 3));
    const [rows, columns] = [random.side(4, 10), random.side(4, 10)];
    const drawn = speckled(random, rows, columns, colours, random.between(3, 6));
    const [upper, left] = [random.chance(1, 2), random.chance(1, 2)];
    const isShown = (row: number, column: number): boolean => {
      const inHalf = (position: number, length: number, first: boolean) =>
        first ? position < Math.ceil(length / 2) : position >= Math.floor(length / 2);
      if (symmetry !== "left-right" && !inHalf(row, rows, upper)) return false;
      return symmetry === "up-down" || inHalf(column, columns, left);
    };
    return mapped(rows, columns, (row, column) => (isShown(row, column) ? at(drawn, row, column) : BLACK));
  },
  fits: (grid, { symmetry }) =>
    MIRRORS[symmetry].every((mirror) => agrees(grid, transformGrid(grid, mirror))) &&
    (symmetry !== "fourfold" || agrees(grid, transformGrid(grid, 2))),
  steps(grid, { symmetry }) {
    const steps: Grid[] = [];
    let current = grid;
    for (const mirror of MIRRORS[symmetry]) {
      current = laidOver(current, transformGrid(current, mirror));
      steps.push(current);
    }
    return steps;
  },
});

/** Is no cell coloured otherwise in the one than in the other? */
function agrees(grid: Grid, image: Grid): boolean {
  return cellsOf(grid).every(([row, column]) => {
    const [here, there] = [at(grid, row, column), at(image, row, column)];
    return here === there || here === BLACK || there === BLACK;
  });
}

/** The grid, and where it is black the other one. */
function laidOver(grid: Grid, under: Grid): Canvas {
  return mapped(grid.length, grid[0]?.length ?? 0, (row, column) => {
    const colour = at(grid, row, column);
    return colour === BLACK ? at(under, row, column) : colour;
  });
}
