import { describe } from "vitest";
import {
  blobsOf,
  cell,
  columnsOf,
  everyCell,
  firstSeen,
  inkOf,
  isCellwise,
  itShows,
  rowsOf,
  transposed,
  unit,
} from "../../../../test/gym-examples.ts";
import { approach } from "./approach.ts";
import { gravity } from "./gravity.ts";
import { move } from "./move.ts";
import { shift } from "./shift.ts";
import { slide } from "./slide.ts";

const shapes = (grid: Parameters<typeof blobsOf>[0]) =>
  blobsOf(grid)
    .map(({ colour, cells, top, left }) => `${colour} ${cells.map(([r, c]) => `${r - top},${c - left}`).join(" ")}`)
    .sort()
    .join("; ");

describe("concepts of motion", () => {
  itShows(move, "all ink is found again so far away", ({ input, output, parameters: { direction, distance } }) => {
    const [down, right] = unit(direction);
    return inkOf(output) === inkOf(input, [down * Number(distance), right * Number(distance)]);
  });

  itShows(move, "takes a step per cell", ({ grids, parameters }) => grids.length === parameters["distance"]);

  itShows(shift, "every cell comes from where it would be on a torus", (example) => {
    const { input, parameters } = example;
    const [down, right] = unit(parameters["direction"]).map((step) => step * Number(parameters["distance"]));
    const [rows, columns] = [rowsOf(input), columnsOf(input)];
    return isCellwise(
      example,
      (_, row, column) =>
        cell(input, (row + rows - (down ?? 0)) % rows, (column + columns - (right ?? 0)) % columns) ?? -1,
    );
  });

  itShows(gravity, "lines keep their cells in order, and none hangs over black", ({ input, output, parameters }) => {
    const direction = String(parameters["direction"]);
    const along = direction === "up" || direction === "down" ? transposed : (grid: typeof input) => grid;
    const inked = (line: readonly number[]) => line.filter((colour) => colour !== 0).join();
    const kept = along(input).every((line, n) => inked(line) === inked(along(output)[n] ?? []));
    const [down, right] = unit(direction);
    return (
      kept && everyCell(output, (colour, row, column) => colour === 0 || cell(output, row + down, column + right) !== 0)
    );
  });

  itShows(slide, "grey stays, shapes last, and nothing has room to go on", ({ input, output, parameters }) => {
    const [down, right] = unit(parameters["direction"]);
    const greyStays = everyCell(input, (colour, row, column) => colour !== 5 || cell(output, row, column) === 5);
    const stuck = blobsOf(output)
      .filter(({ colour }) => colour !== 5)
      .every(({ cells }) =>
        cells.some(([row, column]) => {
          const own = cells.some(([r, c]) => r === row + down && c === column + right);
          return !own && cell(output, row + down, column + right) !== 0;
        }),
      );
    // Touching objects of one colour would be one; the draw gives every mover a colour of its own.
    const movers = (grid: typeof input) =>
      shapes(grid.map((line) => line.map((colour) => (colour === 5 ? 0 : colour))));
    const straight = blobsOf(input).every(({ colour, top, left }) => {
      if (colour === 5) return true;
      const end = blobsOf(output).find((blob) => blob.colour === colour);
      return end !== undefined && (down === 0 ? end.top === top : end.left === left);
    });
    return greyStays && stuck && straight && movers(input) === movers(output);
  });

  itShows(approach, "the mover alone has moved, straight, as far as the target", (example) => {
    const { input, output, grids, parameters } = example;
    const { mover, target } = parameters;
    const without = (grid: typeof input) => grid.map((line) => line.map((colour) => (colour === mover ? 0 : colour)));
    const [before, after] = [input, output].map((grid) => blobsOf(grid).find(({ colour }) => colour === mover));
    const touches = (grid: typeof input) =>
      !everyCell(
        grid,
        (colour, row, column) =>
          colour !== mover ||
          ["up", "down", "left", "right"].every(
            (side) => cell(grid, row + unit(side)[0], column + unit(side)[1]) !== target,
          ),
      );
    const faces = ["up", "down", "left", "right"].filter((side) =>
      before?.cells.some(([row, column]) => firstSeen(without(input), row, column, side) === target),
    );
    return (
      inkOf(without(input)) === inkOf(without(output)) &&
      shapes(input) === shapes(output) &&
      (before?.top === after?.top) !== (before?.left === after?.left) &&
      faces.length > 0 &&
      touches(output) &&
      grids.slice(0, -1).every((grid) => !touches(grid))
    );
  });
});
