import { describe, expect, it } from "vitest";
import { gridToTokens } from "../../arc/tokens.ts";
import { inputHash } from "./input-hash.ts";
import { sameAnswer } from "./same-answer.ts";

const grid = [
  [1, 2],
  [3, 4],
];
const canvas = gridToTokens(grid, 30, "grid");
const without = canvas.map((token) => (token === 1 ? 0 : token));

describe("two canvases of an ARC task", () => {
  it("say the same where the cropped grids do, whatever stands beside them", () => {
    expect(sameAnswer(canvas, without, true)).toBe(true);
    expect(sameAnswer(canvas, without, false)).toBe(false);
    expect(sameAnswer(canvas, gridToTokens([[1, 2]], 30, "grid"), true)).toBe(false);
  });

  it("are one puzzle where the cropped grids are the same, on a canvas of any size", () => {
    expect(inputHash(canvas, true)).toBe(inputHash(without, true));
    expect(inputHash(canvas, true)).toBe(inputHash(gridToTokens(grid, 10, "grid"), true));
    expect(inputHash(canvas, false)).not.toBe(inputHash(without, false));
    expect(inputHash(canvas, true)).not.toBe(inputHash(gridToTokens([[1, 2]], 30, "grid"), true));
  });
});
