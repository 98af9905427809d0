import { describe } from "vitest";
import { blobsOf, cell, isCellwise, itShows, reachesOutside, UNIT, unit } from "../../../../test/gym-examples.ts";
import { fillBox } from "./fill-box.ts";
import { fillEnclosed } from "./fill-enclosed.ts";
import { flood } from "./flood.ts";
import { hollow } from "./hollow.ts";
import { outline } from "./outline.ts";

const SIDES = ["up", "down", "left", "right"].map(unit);

describe("concepts of regions", () => {
  itShows(fillEnclosed, "colours the black that cannot get out", (example) => {
    const getsOut = reachesOutside(example.input);
    const { colour: fill } = example.parameters;
    return isCellwise(example, (colour, row, column) =>
      colour === 0 && !getsOut(row, column) ? Number(fill) : colour,
    );
  });

  itShows(flood, "rooms have one colour where there was one, and are as before where there was none", (example) => {
    const { input, parameters } = example;
    // Spread colours from cell to cell until nothing changes.
    const spread = input.map((line) => [...line]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [row, line] of spread.entries()) {
        for (const [column, colour] of line.entries()) {
          if (colour === 0 || colour === parameters["walls"]) continue;
          for (const [down, right] of SIDES) {
            const target = spread[row + down];
            if (target === undefined || target[column + right] !== 0) continue;
            target[column + right] = colour;
            changed = true;
          }
        }
      }
    }
    return isCellwise(example, (_, row, column) => spread[row]?.[column] ?? -1);
  });

  itShows(outline, "colours the black beside ink", (example) => {
    const { input, parameters } = example;
    const looks = parameters["corners"] === "with" ? Object.values(UNIT) : SIDES;
    return isCellwise(example, (colour, row, column) => {
      const beside = looks.some(([down, right]) => (cell(input, row + down, column + right) ?? 0) !== 0);
      return colour === 0 && beside ? Number(parameters["colour"]) : colour;
    });
  });

  itShows(fillBox, "colours the black between the sides of an object", (example) => {
    const blobs = blobsOf(example.input);
    return isCellwise(example, (colour, row, column) => {
      const boxed = blobs.some((b) => row >= b.top && row <= b.bottom && column >= b.left && column <= b.right);
      return colour === 0 && boxed ? Number(example.parameters["colour"]) : colour;
    });
  });

  itShows(hollow, "colours what is two cells deep in a block", (example) => {
    const blobs = blobsOf(example.input);
    return isCellwise(example, (colour, row, column) => {
      const deep = blobs.some((b) => row > b.top && row < b.bottom && column > b.left && column < b.right);
      return deep ? Number(example.parameters["colour"]) : colour;
    });
  });
});
