import { describe } from "vitest";
import {
  cell,
  columnsOf,
  everyCell,
  firstSeen,
  inkOf,
  isCellwise,
  itShows,
  rowsOf,
  unit,
} from "../../../../test/gym-examples.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { bounce } from "./bounce.ts";
import { bridge } from "./bridge.ts";
import { connect } from "./connect.ts";
import { copyAlong } from "./copy-along.ts";
import { extend } from "./extend.ts";
import { rayTurn } from "./ray-turn.ts";

/** The colour that one sees both ways along a row or column; 0 where there is none. */
function between(grid: Grid, row: number, column: number): number {
  for (const [one, other] of [
    ["left", "right"],
    ["up", "down"],
  ] as const) {
    const seen = firstSeen(grid, row, column, one);
    if (seen !== 0 && seen === firstSeen(grid, row, column, other)) return seen;
  }
  return 0;
}

const inked = (grid: Grid) =>
  grid.flatMap((line, row) => line.flatMap((colour, column) => (colour === 0 ? [] : [{ row, column, colour }])));

describe("concepts of lines", () => {
  itShows(connect, "fills what has one colour on both sides", (example) =>
    isCellwise(example, (colour, row, column) => {
      const seen = between(example.input, row, column);
      const { line } = example.parameters;
      return colour !== 0 || seen === 0 ? colour : typeof line === "number" ? line : seen;
    }),
  );

  itShows(bridge, "fills what has one colour on both sides", (example) =>
    isCellwise(example, (colour, row, column) =>
      colour !== 0 || between(example.input, row, column) === 0 ? colour : Number(example.parameters["colour"]),
    ),
  );

  itShows(extend, "colours what sees a coloured cell in the opposite direction", (example) => {
    const opposite: Readonly<Record<string, readonly string[]>> = {
      up: ["down"],
      down: ["up"],
      left: ["right"],
      right: ["left"],
      "up-left": ["down-right"],
      "down-right": ["up-left"],
      "up-right": ["down-left"],
      "down-left": ["up-right"],
      "left and right": ["left", "right"],
      "up and down": ["up", "down"],
      "all sides": ["up", "down", "left", "right"],
      "all diagonals": ["up-left", "up-right", "down-left", "down-right"],
    };
    const looks = opposite[String(example.parameters["ways"])] ?? [];
    return isCellwise(example, (colour, row, column) => {
      const seen = looks.map((look) => firstSeen(example.input, row, column, look));
      return colour !== 0 ? colour : (seen.find((ink) => ink !== 0 && ink !== 5) ?? 0);
    });
  });

  itShows(
    copyAlong,
    "holds the figure again and again until the edge, and nothing else",
    ({ input, output, parameters }) => {
      const figure = inked(input);
      const [rows, columns] = [figure.map(({ row }) => row), figure.map(({ column }) => column)];
      const [down, right] = unit(parameters["direction"]);
      const gap = Number(parameters["gap"]);
      const high = down * (Math.max(...rows) - Math.min(...rows) + 1 + gap);
      const wide = right * (Math.max(...columns) - Math.min(...columns) + 1 + gap);
      const expected = new Set<string>();
      for (const { row, column, colour } of figure) {
        for (let n = 0; n < 12; n++) {
          const [r, c] = [row + n * high, column + n * wide];
          if (cell(input, r, c) !== undefined) expected.add(`${r},${c}:${colour}`);
        }
      }
      return inkOf(output) === [...expected].sort().join(" ");
    },
  );

  itShows(bounce, "runs as a folded line", ({ input, output, parameters: { direction, first } }) => {
    const [start] = inked(input);
    if (start === undefined) return false;
    const vertical = direction === "up" || direction === "down";
    const [long, narrow] = vertical ? [rowsOf(input), columnsOf(input)] : [columnsOf(input), rowsOf(input)];
    const across = vertical ? start.column : start.row;
    const sign = first === "right" || first === "down" ? 1 : -1;
    const expected = Array.from({ length: long }, (_, n) => {
      const period = 2 * (narrow - 1);
      const unfolded = (((across + sign * n) % period) + period) % period;
      const place = unfolded < narrow ? unfolded : period - unfolded;
      const ahead = direction === "down" || direction === "right" ? n : long - 1 - n;
      return vertical ? `${ahead},${place}:${start.colour}` : `${place},${ahead}:${start.colour}`;
    });
    return inkOf(output) === expected.sort().join(" ");
  });

  itShows(rayTurn, "can be followed from the cell to the edge, turning at grey", ({ input, output, parameters }) => {
    const around = ["up", "right", "down", "left"];
    const start = inked(input).find(({ colour }) => colour !== 5);
    if (start === undefined) return false;
    let [row, column, heading] = [start.row, start.column, around.indexOf(String(parameters["direction"]))];
    const visited = new Set<string>([`${row},${column}`]);
    for (let n = 0; n < 400; n++) {
      const [down, right] = unit(around[heading]);
      const ahead = cell(output, row + down, column + right);
      if (ahead === undefined) break;
      if (ahead === 5) heading = (heading + (parameters["turn"] === "right" ? 1 : 3)) % 4;
      else if (ahead === start.colour) {
        [row, column] = [row + down, column + right];
        visited.add(`${row},${column}`);
      } else return false;
    }
    return (
      inked(output).filter(({ colour }) => colour === start.colour).length === visited.size &&
      everyCell(input, (colour, r, c) => colour === 0 || cell(output, r, c) === colour)
    );
  });
});
