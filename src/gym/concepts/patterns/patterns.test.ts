import { describe } from "vitest";
import { cell, everyCell, itShows, transposed } from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { continuePattern } from "./continue-pattern.ts";
import { repairTiling } from "./repair-tiling.ts";

/** Do its rows repeat after so many? */
const repeats = (grid: Grid, period: number) =>
  grid.every((line, row) => row < period || String(line) === String(grid[row - period]));

const unchanged = (input: Grid, output: Grid, hidden: number) =>
  everyCell(input, (colour, row, column) => colour === hidden || cell(output, row, column) === colour);

describe("concepts of patterns", () => {
  itShows(continuePattern, "what was there repeats to the end", ({ input, output, parameters: { direction } }) => {
    const rows = (grid: Grid) => (direction === "up" || direction === "down" ? grid : transposed(grid));
    const last = rows(output).at(direction === "down" || direction === "right" ? -1 : 0);
    const repeating = [2, 3].some((period) => repeats(rows(output), period));
    return repeating && unchanged(input, output, 0) && last?.some((colour) => colour !== 0) === true;
  });

  itShows(
    repairTiling,
    "the patch is gone and the whole repeats both ways",
    ({ input, output, parameters: { patch } }) => {
      const repeating = [output, transposed(output)].every((grid) => [1, 2, 3].some((period) => repeats(grid, period)));
      return repeating && unchanged(input, output, Number(patch)) && everyCell(output, (colour) => colour !== patch);
    },
  );
});
