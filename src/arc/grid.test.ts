/** @file Tests of grids: checking, equality, hash. */

import { describe, expect, it } from "vitest";
import { checkGrid, gridHash, gridsEqual } from "./grid.ts";

const square = (side: number) => Array.from({ length: side }, () => new Array<number>(side).fill(0));
const check = (value: unknown) => () => checkGrid(value, "task.json, train pair 2, input");

describe("checkGrid", () => {
  it("takes grids of 1×1 to 30×30", () => {
    expect(checkGrid([[9]], "x")).toEqual([[9]]);
    expect(checkGrid(square(30), "x")).toEqual(square(30));
  });

  it.each([
    ["31 rows", square(31), "31 rows (expected 1 to 30, in task.json, train pair 2, input)"],
    ["no row", [], "0 rows (expected 1 to 30, in task.json, train pair 2, input)"],
    ["31 columns", [square(31)[0]], "31 columns (expected 1 to 30, in task.json, train pair 2, input, row 1)"],
    ["an empty row", [[1], []], "0 columns (expected 1 to 30, in task.json, train pair 2, input, row 2)"],
    ["ragged rows", [[1, 2], [3]], "1 columns (expected 2, as in row 1, in task.json, train pair 2, input, row 2)"],
    [
      "colour 10",
      [
        [1, 2],
        [3, 10],
      ],
      "colour 10 (expected an integer from 0 to 9, in task.json, train pair 2, input, row 2, column 2)",
    ],
    ["a fraction", [[0.5]], "colour 0.5 (expected an integer from 0 to 9, in …, row 1, column 1)"],
    ["a colour as text", [["3"]], "colour a string (expected an integer from 0 to 9, in …, row 1, column 1)"],
    ["a row that is none", [5], "5 (expected a list of colours, in …, row 1)"],
    ["no list at all", { length: 3 }, "an object (expected a list of rows, in …)"],
    ["nothing", undefined, "nothing (expected a list of rows, in …)"],
  ])("refuses %s", (_, value, message) => {
    const full = message.replace("…", "task.json, train pair 2, input");
    expect(check(value)).toThrow(`invalid grid: ${full}`);
  });
});

describe("gridsEqual", () => {
  it("compares size and cells", () => {
    expect(gridsEqual([[1, 2]], [[1, 2]])).toBe(true);
    expect(gridsEqual([[1, 2]], [[1, 3]])).toBe(false);
    expect(gridsEqual([[1, 2]], [[1], [2]])).toBe(false);
    expect(gridsEqual([[1]], [[1, 2]])).toBe(false);
    expect(gridsEqual([], [])).toBe(true);
  });
});

describe("gridHash", () => {
  it("is SHA-256 over rows, columns and cells", async () => {
    // printf '\x02\x02\x03\x02\x07\x08' | sha256sum
    const hash = "05bffb76279c779b7f1fd539fb1a53b77ac47aea71237bbf10fa3d9f33e145f0";
    expect(
      await gridHash([
        [3, 2],
        [7, 8],
      ]),
    ).toBe(hash);
  });
});
