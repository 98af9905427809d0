import { describe } from "vitest";
import { cell, everyCell, itShows, transposed } from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { completeSymmetry } from "./complete-symmetry.ts";
import { mirror } from "./mirror.ts";
import { rotate } from "./rotate.ts";

const text = (grid: Grid) => JSON.stringify(grid);
const leftRight = (grid: Grid): Grid => grid.map((line) => line.toReversed());
const upDown = (grid: Grid): Grid => grid.toReversed();
const clockwise = (grid: Grid): Grid => leftRight(transposed(grid));

const MIRRORS: Readonly<Record<string, (grid: Grid) => Grid>> = {
  "left-right": leftRight,
  "up-down": upDown,
  diagonal: transposed,
  "other diagonal": (grid) => upDown(leftRight(transposed(grid))),
};

describe("concepts of symmetry", () => {
  itShows(mirror, "undoes itself", ({ input, output, parameters: { across } }) => {
    const again = MIRRORS[String(across)]?.(output);
    return again !== undefined && text(again) === text(input);
  });

  itShows(rotate, "comes back after four quarter turns", ({ input, output, grids, parameters: { turns } }) => {
    let turned: Grid = input;
    for (let n = 0; n < Number(turns); n++) turned = clockwise(turned);
    let back: Grid = output;
    for (let n = Number(turns); n < 4; n++) back = clockwise(back);
    return text(turned) === text(output) && text(back) === text(input) && grids.length <= Number(turns);
  });

  itShows(completeSymmetry, "is symmetric, and has ink only where an image had", ({ input, output, parameters }) => {
    const mirrors = { "left-right": [leftRight], "up-down": [upDown], fourfold: [leftRight, upDown] }[
      String(parameters["symmetry"])
    ];
    if (mirrors === undefined) return false;
    const images = [input, ...mirrors.map((image) => image(input))];
    if (mirrors.length === 2) images.push(leftRight(upDown(input)));
    const expected = (row: number, column: number) =>
      images.map((image) => cell(image, row, column) ?? 0).find((colour) => colour !== 0) ?? 0;
    return (
      mirrors.every((image) => text(image(output)) === text(output)) &&
      everyCell(input, (colour, row, column) => colour === 0 || cell(output, row, column) === colour) &&
      everyCell(output, (colour, row, column) => colour === expected(row, column))
    );
  });
});
