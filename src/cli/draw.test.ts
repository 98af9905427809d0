import { describe, expect, it } from "vitest";
import { drawGrid, drawStrip } from "./draw.ts";

const BLUE = "38;2;30;147;255";
const RED_BELOW = "48;2;249;60;49";

describe("a grid on a terminal", () => {
  it("is digits where there is no colour, letters from 10 on, and blank where it ends", () => {
    expect(
      drawGrid(
        [
          [0, 9, 10],
          [35, 36, 255],
        ],
        3,
        4,
        { colour: false },
      ),
    ).toEqual(["09a ", "z?? ", "    "]);
  });

  it("is half blocks of colour, two rows to a line", () => {
    expect(drawGrid([[1], [2]], 2, 1, { colour: true })).toEqual([`\u001b[${BLUE}m\u001b[${RED_BELOW}m▀\u001b[0m`]);
  });

  it("leaves the background of the terminal where only one of two rows has a cell", () => {
    expect(drawGrid([[1]], 2, 2, { colour: true })).toEqual([`\u001b[${BLUE}m▀\u001b[0m `]);
  });

  it("sets a colour once for a run of cells", () => {
    const [line] = drawGrid(
      [
        [1, 1, 1],
        [2, 2, 2],
      ],
      2,
      3,
      { colour: true },
    );
    expect(line).toBe(`\u001b[${BLUE}m\u001b[${RED_BELOW}m▀▀▀\u001b[0m`);
  });
});

describe("a strip", () => {
  it("puts as many frames side by side as fit, each under its caption, as high as that line needs", () => {
    const frames = [
      {
        caption: "input",
        grid: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
      { caption: "1", grid: [[7]] },
      { caption: "2", grid: [[8]] },
    ];
    expect(drawStrip(frames, 15, { colour: false }).split("\n")).toEqual([
      ...["input  1", "12     7", "34", "56", ""],
      ...["2", "8"],
    ]);
  });
});
