import { describe, expect, it } from "vitest";
import { gridToTokens } from "../../../src/arc/tokens.ts";
import { type GridOptions, gridStyle } from "../../draw/grid-style.ts";
import { cellWords, rowText, sizeWords, textOf } from "./grid-text.ts";

const OPTIONS: GridOptions = { palette: "arc", theme: "light", digits: false, lines: true, uncropped: false };

describe("an ARC grid in words", () => {
  const [answer, target] = [
    [[1, 2, 0]],
    [
      [1, 7, 0],
      [0, 0, 0],
    ],
  ].map((grid) => gridToTokens(grid, 4, "test")) as [Uint8Array, Uint8Array];
  const style = gridStyle("arc", 4, answer, OPTIONS);

  it("has the cells that are drawn, and says of the wrong ones what they should be", () => {
    const text = textOf(style, answer, target);
    expect(text.map((row) => row.map(cellWords))).toEqual([["1", "2, should be 7", "0"]]);
    expect(text[0]?.map(({ cell }) => cell)).toEqual([0, 1, 2]);
    expect(textOf(style, answer)[0]?.map(cellWords)).toEqual(["1", "2", "0"]);
  });

  it("counts cells along the canvas, and has none outside of the grid", () => {
    expect(rowText(style, target, 1).map(({ cell }) => cell)).toEqual([4, 5, 6]);
    expect([rowText(style, target, 2), rowText(style, target, -1)]).toEqual([[], []]);
  });

  it("has padding and ends where the whole canvas is drawn", () => {
    const whole = gridStyle("arc", 4, answer, { ...OPTIONS, uncropped: true });
    expect(textOf(whole, answer).map((row) => row.map(cellWords).join(" "))).toEqual([
      "1 2 0 EOS",
      "EOS EOS EOS PAD",
      "PAD PAD PAD PAD",
      "PAD PAD PAD PAD",
    ]);
  });
});

it("a sudoku's cells without a label are neither right nor wrong", () => {
  const tokens = new Uint8Array(16).fill(1);
  const style = gridStyle("sudoku", 4, tokens, OPTIONS);
  const target = new Uint8Array(16).fill(255);
  target[1] = 3;
  expect(rowText(style, tokens, 0, target).map(cellWords)).toEqual(["blank", "blank, should be 2", "blank", "blank"]);
});

it("a sudoku's givens are said to be given, as long as they are there", () => {
  const input = Uint8Array.from({ length: 16 }, (_, cell) => (cell < 2 ? 3 : 1));
  const style = gridStyle("sudoku", 4, input, OPTIONS);
  const answer = Uint8Array.from({ length: 16 }, (_, cell) => (cell === 1 ? 4 : 3));
  expect(rowText(style, answer, 0).map(cellWords)).toEqual(["2, given", "3", "2", "2"]);
});

it("a grid's size in words", () => {
  expect(
    [
      [1, 2],
      [3, 1],
      [0, 0],
    ].map(([rows = 0, columns = 0]) => sizeWords({ rows, columns })),
  ).toEqual(["1 row, 2 columns", "3 rows, 1 column", "no grid"]);
});
