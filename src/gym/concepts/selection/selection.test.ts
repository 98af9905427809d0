import { describe } from "vitest";
import { type Blob, blobsOf, cell, columnsOf, isCellwise, itShows, rowsOf } from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { keep } from "./keep.ts";
import { keepColour } from "./keep-colour.ts";
import { mark } from "./mark.ts";
import { markCrossings } from "./mark-crossings.ts";
import { removeNoise } from "./remove-noise.ts";

const isOf = ({ cells }: Blob, row: number, column: number) => cells.some(([r, c]) => r === row && c === column);

const isBlock = ({ cells, top, left, bottom, right }: Blob) => cells.length === (bottom - top + 1) * (right - left + 1);

describe("concepts of selection", () => {
  itShows(keep, "what lacks the property is black, the rest as before", (example) => {
    const { input, grids, parameters } = example;
    const blobs = blobsOf(input);
    const sizes = blobs.map(({ cells }) => cells.length);
    const atEdge = ({ top, left, bottom, right }: Blob) =>
      Math.min(top, left, rowsOf(input) - 1 - bottom, columnsOf(input) - 1 - right) === 0;
    const stays = (blob: Blob) =>
      ({
        largest: blob.cells.length === Math.max(...sizes),
        smallest: blob.cells.length === Math.min(...sizes),
        "at the edge": atEdge(blob),
        "off the edge": !atEdge(blob),
      })[String(parameters["which"])] ?? false;
    return (
      grids.length === blobs.filter((blob) => !stays(blob)).length &&
      isCellwise(example, (colour, row, column) =>
        blobs.some((blob) => isOf(blob, row, column) && stays(blob)) ? colour : 0,
      )
    );
  });

  itShows(keepColour, "only one colour is left where it was", (example) =>
    isCellwise(example, (colour) => (colour === example.parameters["colour"] ? colour : 0)),
  );

  itShows(
    removeNoise,
    "blocks are whole, the specks are gone, and the rest is as before",
    ({ input, output, parameters }) => {
      const { colour: speck } = parameters;
      return (
        blobsOf(output).every(isBlock) &&
        !output.flat().some((colour) => colour === speck) &&
        input.every((line, row) =>
          line.every((colour, column) => colour === speck || cell(output, row, column) === colour),
        )
      );
    },
  );

  itShows(mark, "corners or centres of blocks have changed", (example) => {
    const { input, parameters } = example;
    const blobs = blobsOf(input);
    const isMarked = ({ top, left, bottom, right }: Blob, row: number, column: number) =>
      parameters["part"] === "corners"
        ? (row === top || row === bottom) && (column === left || column === right)
        : 2 * row === top + bottom && 2 * column === left + right;
    return (
      blobs.every(isBlock) &&
      isCellwise(example, (colour, row, column) =>
        blobs.some((blob) => isMarked(blob, row, column)) ? Number(parameters["colour"]) : colour,
      )
    );
  });

  itShows(markCrossings, "what has ink on all four sides up to the edges has changed", (example) => {
    const { input, parameters } = example;
    const column = (grid: Grid, at: number) => grid.map((line) => line[at]);
    return isCellwise(example, (colour, row, at) => {
      const crossing = [...(input[row] ?? []), ...column(input, at)].every((ink) => ink !== 0);
      return crossing ? Number(parameters["colour"]) : colour;
    });
  });
});
