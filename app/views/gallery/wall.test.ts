import { describe, expect, it } from "vitest";
import { focusAfter, inSight, placeOf, TILE, wallOf } from "./wall.ts";

const wall = wallOf(400, 960);
const stride = TILE.height + TILE.gap;

describe("the wall", () => {
  it("has as many columns as fit, and one where none does", () => {
    expect(wall).toEqual({ columns: 10, rows: 40, height: 40 * stride - TILE.gap });
    expect(wallOf(3, 20).columns).toBe(1);
    expect(wallOf(0, 960).height).toBe(0);
  });

  it("has in the page what is in sight and a little more", () => {
    expect(inSight(wall, 400, 0, 3 * stride)).toEqual({ from: 0, to: 50 });
    expect(inSight(wall, 400, 10 * stride, 3 * stride)).toEqual({ from: 80, to: 150 });
    expect(inSight(wall, 400, 1e6, 3 * stride)).toEqual({ from: 400, to: 400 });
  });

  it("places row by row, and moves the focus as placed", () => {
    expect(placeOf(wall, 12)).toEqual({ x: 2 * (TILE.width + TILE.gap), y: stride });
    expect(["ArrowDown", "ArrowLeft", "End", "x"].map((key) => focusAfter(key, 12, 400, wall))).toEqual([
      22,
      11,
      399,
      undefined,
    ]);
    expect(focusAfter("ArrowUp", 3, 400, wall)).toBeUndefined();
  });
});
