import { describe, expect, it } from "vitest";
import { cellAfter } from "./cell-moves.ts";

const size = { rows: 3, columns: 4 };
const moved = (key: string, row: number, column: number, isHeld = false) => {
  const to = cellAfter(key, isHeld, { row, column }, size);
  return to && [to.row, to.column];
};

describe("in a grid of cells", () => {
  it("arrows go to the neighbour, and stay at the border", () => {
    expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => moved(key, 1, 1))).toEqual([
      [1, 0],
      [1, 2],
      [0, 1],
      [2, 1],
    ]);
    expect([
      moved("ArrowLeft", 0, 0),
      moved("ArrowUp", 0, 0),
      moved("ArrowRight", 2, 3),
      moved("ArrowDown", 2, 3),
    ]).toEqual([
      [0, 0],
      [0, 0],
      [2, 3],
      [2, 3],
    ]);
  });

  it("Home and End go to the ends of the row, with Ctrl to those of the grid", () => {
    expect([moved("Home", 1, 2), moved("End", 1, 2)]).toEqual([
      [1, 0],
      [1, 3],
    ]);
    expect([moved("Home", 1, 2, true), moved("End", 1, 2, true)]).toEqual([
      [0, 0],
      [2, 3],
    ]);
  });

  it("other keys, and Ctrl with an arrow, are left to the page", () => {
    expect([moved("d", 1, 1), moved("ArrowRight", 1, 1, true)]).toEqual([undefined, undefined]);
  });
});
