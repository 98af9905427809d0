/** @file Tests of the crop against upstream's. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { describeShared, shared } from "../../test/shared.ts";
import { cropTokens } from "./crop.ts";
import { gridHash } from "./grid.ts";
import type { Grid } from "./puzzle.ts";

interface CropCase {
  case: string;
  rows: number;
  cols: number;
  grid: Grid;
  sha256: string;
}

describeShared("cropTokens, like upstream's crop", () => {
  const cases: CropCase[] = JSON.parse(readFileSync(shared("golden/dataset/crop_cases.json"), "utf8"));
  const bytes = readFileSync(shared("golden/dataset/crop_cases.npy"));
  const tokens = new Uint8Array(bytes.subarray(bytes.byteLength - cases.length * 900));

  it.each(cases.map((expected, index) => ({ ...expected, index })))("takes: $case", async ({ index, ...expected }) => {
    const grid = cropTokens(tokens.subarray(index * 900, (index + 1) * 900), 30);
    expect(grid).toEqual(expected.grid);
    expect([grid.length, grid[0]?.length ?? 0]).toEqual([expected.rows, expected.cols]);
    expect(await gridHash(grid)).toBe(expected.sha256);
  });
});
