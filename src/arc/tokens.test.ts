/** @file Tests of grids as tokens. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryGrid } from "../../test/arbitrary-grid.ts";
import { cropTokens } from "./crop.ts";
import { UNLABELLED } from "./puzzle.ts";
import { gridToTokens, targetTokens, tokensToGrid } from "./tokens.ts";

const grid = [
  [0, 9, 1],
  [2, 3, 4],
];

describe("gridToTokens", () => {
  it("puts EOS under and beside the grid and PAD where they would meet", () => {
    // biome-ignore format: a canvas
    expect([...gridToTokens(grid, 5, "x")]).toEqual([
      2, 11, 3, 1, 0,
      4,  5, 6, 1, 0,
      1,  1, 1, 0, 0,
      0,  0, 0, 0, 0,
      0,  0, 0, 0, 0,
    ]);
  });

  it("leaves EOS out where the grid reaches the end of the canvas", () => {
    // biome-ignore format: a canvas
    expect([...gridToTokens(grid, 3, "x")]).toEqual([
      2, 11, 3,
      4,  5, 6,
      1,  1, 1,
    ]);
  });

  it("refuses a grid that does not fit", () => {
    const message = "invalid grid: 2×3 does not fit (expected at most 2×2, the canvas of the model, in t, test pair 1)";
    expect(() => gridToTokens(grid, 2, "t, test pair 1")).toThrow(message);
  });

  it("is undone by tokensToGrid and by cropTokens", () => {
    fc.assert(
      fc.property(arbitraryGrid, fc.integer({ min: 0, max: 3 }), (any, room) => {
        const side = Math.max(any.length, any[0]?.length ?? 0) + room;
        const tokens = gridToTokens(any, side, "x");
        expect(tokensToGrid(tokens, side)).toEqual(any);
        expect(cropTokens(tokens, side)).toEqual(any);
      }),
    );
  });

  it("gives a canvas of PAD for the 0×0 grid", () => {
    expect([...gridToTokens([], 2, "x")]).toEqual([0, 0, 0, 0]);
    expect(tokensToGrid(new Uint8Array(4), 2)).toEqual([]);
  });
});

describe("targetTokens", () => {
  it("labels the grid and EOS and nothing else", () => {
    const U = UNLABELLED;
    // biome-ignore format: a canvas
    expect([...targetTokens(grid, 4, "x")]).toEqual([
      2, 11, 3, 1,
      4,  5, 6, 1,
      1,  1, 1, U,
      U,  U, U, U,
    ]);
  });
});

describe("tokensToGrid", () => {
  it.each([
    ["EOS is missing", 3],
    ["there is a hole", 4],
    ["there is a colour outside", 15],
    ["a token is none", 0],
  ])("gives nothing where %s", (_, cell) => {
    const tokens = gridToTokens(grid, 4, "x");
    tokens[cell] = cell === 15 ? 5 : cell === 0 ? 200 : 0;
    expect(tokensToGrid(tokens, 4)).toBeUndefined();
  });
});
