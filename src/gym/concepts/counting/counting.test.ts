import { describe } from "vitest";
import { blobsOf, columnsOf, everyCell, itShows, rowsOf, transposed } from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { countToBar } from "./count-to-bar.ts";
import { histogram } from "./histogram.ts";
import { sortBars } from "./sort-bars.ts";
import { stack } from "./stack.ts";

const isVertical = (side: unknown) => side === "up" || side === "down";

/** The lines of a picture that run towards a side, each from its far end to that side. */
function linesTo(grid: Grid, side: unknown): Grid {
  const lines = isVertical(side) ? transposed(grid) : grid;
  return side === "down" || side === "right" ? lines : lines.map((line) => line.toReversed());
}

const ink = (line: readonly number[]) => line.filter((colour) => colour !== 0);

/** Ink first, then black, or only one of them. */
const isFlush = (line: readonly number[]) => line.join("").search(/0[1-9]/) < 0;

const isRising = (lengths: readonly number[]) =>
  lengths.every((length, n) => n === 0 || length > (lengths[n - 1] ?? 0));

describe("concepts of counting", () => {
  itShows(countToBar, "the bar has a cell for each object", ({ input, output, parameters: { bar, colour } }) => {
    const count = blobsOf(input).filter((blob) => blob.colour === colour).length;
    const [rows, columns] = bar === "row" ? [1, count] : [count, 1];
    return rowsOf(output) === rows && columnsOf(output) === columns && everyCell(output, (other) => other === colour);
  });

  itShows(histogram, "bars are as long as colours are frequent, in order", ({ input, output, parameters }) => {
    const bars = linesTo(output, parameters["direction"]);
    const count = (grid: Grid, colour: number) => grid.flat().filter((other) => other === colour).length;
    const colours = [...new Set(input.flat())].filter((colour) => colour !== 0);
    return (
      bars.length === colours.length &&
      bars.every((bar) => isFlush(bar) && new Set(ink(bar)).size === 1) &&
      colours.every((colour) => count(input, colour) === count(output, colour)) &&
      isRising(bars.map((bar) => ink(bar).length).toReversed())
    );
  });

  itShows(sortBars, "the same bars stand there, in order", ({ input, output, parameters: { edge, order } }) => {
    const [before, after] = [input, output].map((grid) => linesTo(grid, edge).map((line) => line.toReversed()));
    const lengths = (after ?? []).map((bar) => ink(bar).length);
    return (
      [...(before ?? [])].map(String).sort().join(";") === [...(after ?? [])].map(String).sort().join(";") &&
      (after ?? []).every(isFlush) &&
      isRising(order === "growing" ? lengths : lengths.toReversed())
    );
  });

  itShows(stack, "the same bars lie close and flush", ({ input, output, parameters: { toward, flush } }) => {
    const bars = (grid: Grid) =>
      (isVertical(toward) ? grid : transposed(grid)).map(ink).filter((bar) => bar.length > 0);
    const lines = isVertical(toward) ? output : transposed(output);
    const used = lines.map((line) => Number(ink(line).length > 0));
    const pile = toward === "up" || toward === "left" ? used : used.toReversed();
    return (
      JSON.stringify(bars(input)) === JSON.stringify(bars(output)) &&
      pile.join("").search(/01/) < 0 &&
      linesTo(output, flush).every((line) => isFlush(line.toReversed()))
    );
  });
});
