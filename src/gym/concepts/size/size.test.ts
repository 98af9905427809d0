import { describe } from "vitest";
import { blobsOf, cell, columnsOf, everyCell, isCellwise, itShows, rowsOf } from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { border } from "./border.ts";
import { combinePanels } from "./combine-panels.ts";
import { crop } from "./crop.ts";
import { cropColour } from "./crop-colour.ts";
import { frame } from "./frame.ts";
import { scale } from "./scale.ts";
import { selfTile } from "./self-tile.ts";
import { tile } from "./tile.ts";

const inked = (grid: Grid) => grid.flat().filter((colour) => colour !== 0).length;

/** Nothing black along any of the four edges. */
const isTight = (grid: Grid) =>
  [grid[0], grid.at(-1), grid.map((line) => line[0]), grid.map((line) => line.at(-1))].every((edge) =>
    edge?.some((colour) => colour !== 0),
  );

/** Is it a part of the other one, where black may stand for any colour? */
function isCutOf(grid: Grid, whole: Grid): boolean {
  return whole.some((line, top) =>
    line.some((_, left) =>
      everyCell(grid, (colour, row, column) => {
        const there = cell(whole, top + row, left + column);
        return there === colour || (colour === 0 && there !== undefined);
      }),
    ),
  );
}

describe("concepts of size", () => {
  itShows(scale, "every block has the colour of its cell", ({ input, output, parameters: { high, wide } }) => {
    const sized =
      rowsOf(output) === rowsOf(input) * Number(high) && columnsOf(output) === columnsOf(input) * Number(wide);
    const same = (colour: number, row: number, column: number) =>
      cell(input, Math.trunc(row / Number(high)), Math.trunc(column / Number(wide))) === colour;
    return sized && everyCell(output, same);
  });

  itShows(tile, "every copy is the picture, or its mirror image", ({ input, output, parameters }) => {
    const { down, across, neighbours } = parameters;
    const [rows, columns] = [rowsOf(input), columnsOf(input)];
    if (rowsOf(output) !== rows * Number(down) || columnsOf(output) !== columns * Number(across)) return false;
    for (let y = 0; y < Number(down); y++) {
      for (let x = 0; x < Number(across); x++) {
        let copy = output.slice(y * rows, (y + 1) * rows).map((line) => line.slice(x * columns, (x + 1) * columns));
        if (neighbours === "mirrored" && y % 2 === 1) copy = copy.toReversed();
        if (neighbours === "mirrored" && x % 2 === 1) copy = copy.map((line) => line.toReversed());
        if (JSON.stringify(copy) !== JSON.stringify(input)) return false;
      }
    }
    return true;
  });

  itShows(crop, "is a tight cut with the ink of what was to be kept", ({ input, output, parameters: { to } }) => {
    const sizes = blobsOf(input).map(({ cells }) => cells.length);
    const wanted = { largest: Math.max(...sizes), smallest: Math.min(...sizes), everything: inked(input) }[String(to)];
    return inked(output) === wanted && isTight(output) && isCutOf(output, input);
  });

  itShows(cropColour, "is a tight cut with all ink of the colour", ({ input, output, parameters: { colour } }) => {
    const count = (grid: Grid) => grid.flat().filter((other) => other === colour).length;
    return (
      count(output) === count(input) && inked(output) === count(output) && isTight(output) && isCutOf(output, input)
    );
  });

  itShows(frame, "is the picture inside of a ring", ({ input, output, parameters: { colour, thickness } }) => {
    const t = Number(thickness);
    const sized = rowsOf(output) === rowsOf(input) + 2 * t && columnsOf(output) === columnsOf(input) + 2 * t;
    return sized && everyCell(output, (ink, row, column) => ink === (cell(input, row - t, column - t) ?? colour));
  });

  itShows(border, "changes what has less than four neighbours", (example) => {
    const { input, parameters } = example;
    return isCellwise(example, (colour, row, column) => {
      const neighbours = [cell(input, row - 1, column), cell(input, row + 1, column)];
      neighbours.push(cell(input, row, column - 1), cell(input, row, column + 1));
      return neighbours.includes(undefined) ? Number(parameters["colour"]) : colour;
    });
  });

  itShows(selfTile, "holds the picture in its places and black in the others", ({ input, output, parameters }) => {
    const [rows, columns] = [rowsOf(input), columnsOf(input)];
    const blocks = input.flatMap((line, y) =>
      line.map((colour, x) => {
        const block = output
          .slice(y * rows, (y + 1) * rows)
          .map((cells) => cells.slice(x * columns, (x + 1) * columns));
        const isPlace = parameters["place"] === "black" ? colour === 0 : colour !== 0;
        return isPlace ? JSON.stringify(block) === JSON.stringify(input) : inked(block) === 0;
      }),
    );
    return blocks.every(Boolean) && rowsOf(output) === rows * rows && columnsOf(output) === columns * columns;
  });

  itShows(combinePanels, "has the truth table of its operation", ({ input, output, parameters: { where, colour } }) => {
    const [rows, columns] = [rowsOf(input), columnsOf(input)];
    const isWide = columns % 2 === 1 && input.every((line) => line[(columns - 1) / 2] === 5);
    const half = isWide ? [0, (columns + 1) / 2] : [(rows + 1) / 2, 0];
    const tables: Readonly<Record<string, string>> = {
      both: "0001",
      either: "0111",
      "one only": "0110",
      neither: "1000",
    };
    return everyCell(output, (ink, row, column) => {
      const one = cell(input, row, column) !== 0;
      const other = cell(input, row + (half[0] ?? 0), column + (half[1] ?? 0)) !== 0;
      const bit = tables[String(where)]?.[2 * Number(one) + Number(other)];
      return ink === (bit === "1" ? colour : 0);
    });
  });
});
