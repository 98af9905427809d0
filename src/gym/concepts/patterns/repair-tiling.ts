/**
 * @file A cloth with a repeating pattern and a patch on it, which is taken off.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, COLOURS, cellsWhere, coloursBut, countOf, mapped, paint } from "../../grid/canvas.ts";
import { boxOf } from "../../grid/objects.ts";
import { defineConcept } from "../concept.ts";

const LONGEST_PERIOD = 3;
/** Stripes are the exception. */
const PERIODS = [1, 2, 2, 3, 3];

export const repairTiling = defineConcept({
  name: "repair-tiling",
  sentence: "the {#patch} patch is replaced by the pattern that repeats around it",
  variants: COLOURS.map((patch) => ({ patch })),
  draw(random, { patch }) {
    const [rows, columns] = [random.side(6, 10), random.side(6, 10)];
    const [down, across] = [random.pick(PERIODS), random.pick(PERIODS)];
    const palette = random.shuffled(coloursBut(patch)).slice(0, random.between(2, 4));
    const unit = mapped(down, across, () => random.pick(palette));
    const cloth = mapped(rows, columns, (row, column) => unit[row % down]?.[column % across]);
    const [high, wide] = [random.between(1, Math.floor(rows / 2)), random.between(1, Math.floor(columns / 2))];
    const [top, left] = [random.between(0, rows - high), random.between(0, columns - wide)];
    for (let row = top; row < top + high; row++) {
      for (let column = left; column < left + wide; column++) paint(cloth, row, column, patch);
    }
    return cloth;
  },
  fits(grid, { patch }) {
    const cells = cellsWhere(grid, (colour) => colour === patch);
    if (cells.length < 2 || 3 * cells.length > grid.flat().length) return false;
    const { rows, columns } = boxOf(cells);
    const mended = repaired(grid, patch);
    return (
      rows * columns === cells.length &&
      mended !== undefined &&
      new Set(mended.flat()).size > 1 &&
      countOf(mended, patch) === 0
    );
  },
  steps(grid, { patch }) {
    const mended = repaired(grid, patch);
    return mended === undefined ? [] : [mended];
  },
});

/** The cloth with the smallest unit that explains every cell outside of the patch. */
function repaired(grid: Grid, patch: number): Grid | undefined {
  const periods = Array.from({ length: LONGEST_PERIOD }, (_, n) => n + 1);
  const units = periods.flatMap((down) => periods.map((across) => ({ down, across })));
  for (const { down, across } of units.sort((a, b) => a.down * a.across - b.down * b.across)) {
    const seen = new Map<number, number>();
    const keyOf = (row: number, column: number) => (row % down) * across + (column % across);
    const known = cellsWhere(grid, (colour) => colour !== patch);
    const agrees = known.every(([row, column]) => {
      const key = keyOf(row, column);
      const colour = at(grid, row, column) ?? 0;
      if (!seen.has(key)) seen.set(key, colour);
      return seen.get(key) === colour;
    });
    if (!agrees || seen.size < down * across) continue;
    return mapped(grid.length, grid[0]?.length ?? 0, (row, column) => seen.get(keyOf(row, column)));
  }
  return undefined;
}
