import { describe } from "vitest";
import {
  type Blob,
  blobsOf,
  cell,
  columnsOf,
  isCellwise,
  itShows,
  reachesOutside,
  rowsOf,
  type Shown,
} from "../../../../test/gym-examples.ts";
import { recolour } from "./recolour.ts";
import { recolourByBorder } from "./recolour-by-border.ts";
import { recolourByCells } from "./recolour-by-cells.ts";
import { recolourByHole } from "./recolour-by-hole.ts";
import { recolourBySize } from "./recolour-by-size.ts";
import { swapColours } from "./swap-colours.ts";
import { takeHeader } from "./take-header.ts";

/** Objects get the colour that `colourOf` says; `undefined` leaves them as they are. */
function isObjectwise(example: Shown, colourOf: (blob: Blob, all: readonly Blob[]) => unknown): boolean {
  const blobs = blobsOf(example.input);
  return isCellwise(example, (colour, row, column) => {
    const blob = blobs.find(({ cells }) => cells.some(([r, c]) => r === row && c === column));
    return blob === undefined ? colour : Number(colourOf(blob, blobs) ?? colour);
  });
}

const touchesEdge = ({ input }: Shown, { top, left, bottom, right }: Blob) =>
  top === 0 || left === 0 || bottom === rowsOf(input) - 1 || right === columnsOf(input) - 1;

/** Seen alone on a field of black that goes on around it, does it keep some of that to itself? */
function hasHole({ cells, top, left, bottom, right }: Blob): boolean {
  const field = Array.from({ length: bottom - top + 3 }, () => new Array<number>(right - left + 3).fill(0));
  for (const [row, column] of cells) {
    const line = field[row - top + 1];
    if (line !== undefined) line[column - left + 1] = 1;
  }
  const getsOut = reachesOutside(field);
  return field.some((line, row) => line.some((colour, column) => colour === 0 && !getsOut(row, column)));
}

describe("concepts of colour", () => {
  itShows(recolour, "one colour is gone to the other", (example) =>
    isCellwise(example, (colour) => Number(colour === example.parameters["from"] ? example.parameters["to"] : colour)),
  );

  itShows(swapColours, "two colours have changed their counts and nothing else", (example) => {
    const { input, output, parameters } = example;
    const count = (grid: typeof input, colour: unknown) => grid.flat().filter((other) => other === colour).length;
    const { one, other } = parameters;
    const others = (colour: number) => colour !== one && colour !== other;
    return (
      count(input, one) === count(output, other) &&
      count(input, other) === count(output, one) &&
      isCellwise(example, (colour, row, column) => {
        const after = cell(output, row, column) ?? -1;
        return others(colour) ? colour : after !== colour && !others(after) ? after : -1;
      })
    );
  });

  itShows(recolourBySize, "the one extreme object alone has changed", (example) =>
    isObjectwise(example, ({ cells }, all) => {
      const sizes = all.map((blob) => blob.cells.length);
      const wanted = example.parameters["which"] === "largest" ? Math.max(...sizes) : Math.min(...sizes);
      return cells.length === wanted ? example.parameters["colour"] : undefined;
    }),
  );

  itShows(recolourByBorder, "objects change by whether they touch the edge", (example) =>
    isObjectwise(example, (blob) =>
      touchesEdge(example, blob) === (example.parameters["place"] === "at") ? example.parameters["colour"] : undefined,
    ),
  );

  itShows(recolourByCells, "objects have the colour of their number", (example) =>
    isObjectwise(example, ({ cells }) => example.parameters[["", "one", "two", "three"][cells.length] ?? ""]),
  );

  itShows(recolourByHole, "objects change by whether they enclose something", (example) =>
    isObjectwise(example, (blob) =>
      hasHole(blob) === (example.parameters["having"] === "with") ? example.parameters["colour"] : undefined,
    ),
  );

  itShows(takeHeader, "grey has the colour at the head of its line", (example) => {
    const { input, parameters } = example;
    const [last, end] = [rowsOf(input) - 1, columnsOf(input) - 1];
    return isCellwise(example, (colour, row, column) => {
      const heads = { up: [0, column], down: [last, column], left: [row, 0], right: [row, end] };
      const [r = 0, c = 0] = heads[parameters["edge"] as keyof typeof heads];
      return colour === 5 ? (cell(input, r, c) ?? -1) : colour;
    });
  });
});
