/**
 * @file A pattern of lines that repeats, carried on to the edge.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, mapped } from "../../grid/canvas.ts";
import { opposite, SIDES, type Side } from "../../grid/directions.ts";
import { leftToSide, sideToLeft } from "../../grid/orient.ts";
import { defineConcept } from "../concept.ts";

const PERIODS = [2, 3];

export const continuePattern = defineConcept({
  name: "continue-pattern",
  sentence: "the pattern is carried on {direction} until the edge",
  variants: SIDES.map((direction: Side) => ({ direction })),
  draw(random, { direction }) {
    const period = random.pick(PERIODS);
    const [rows, columns] = [random.between(1, 6), random.between(2 * period + 2, 10)];
    const shown = random.between(2 * period, columns - 2);
    const palette = random.shuffled(COLOURS).slice(0, random.between(2, 3));
    const unit = Array.from({ length: period }, () =>
      Array.from({ length: rows }, () => (random.chance(3, 4) ? random.pick(palette) : BLACK)),
    );
    const pattern = mapped(rows, columns, (row, column) => (column < shown ? unit[column % period]?.[row] : BLACK));
    return leftToSide(pattern, opposite(direction));
  },
  fits(grid, { direction }) {
    const columns = linesFrom(grid, direction);
    const shown = shownOf(columns);
    const period = periodOf(columns.slice(0, shown));
    return (
      period !== undefined &&
      shown < columns.length &&
      columns.slice(0, period).every((column) => column.some((colour) => colour !== BLACK))
    );
  },
  steps(grid, { direction }) {
    const columns = linesFrom(grid, direction);
    const shown = shownOf(columns);
    const period = periodOf(columns.slice(0, shown)) ?? 1;
    return columns.slice(shown).map((_, done) => {
      const rows = mapped(columns[0]?.length ?? 0, columns.length, (row, column) =>
        column <= shown + done ? columns[column < shown ? column : column % period]?.[row] : BLACK,
      );
      return leftToSide(rows, opposite(direction));
    });
  },
});

/** The lines across the direction, in the order in which it runs. */
function linesFrom(grid: Grid, direction: Side): Grid {
  const rows = sideToLeft(grid, opposite(direction));
  return mapped(rows[0]?.length ?? 0, rows.length, (column, row) => rows[row]?.[column]);
}

/** Lines before the first from which on all are black. */
function shownOf(lines: Grid): number {
  return lines.findLastIndex((line) => line.some((colour) => colour !== BLACK)) + 1;
}

/** After how many lines they repeat; seen twice at least. */
function periodOf(lines: Grid): number | undefined {
  return PERIODS.find(
    (period) => lines.length >= 2 * period && lines.every((line, n) => String(line) === String(lines[n % period])),
  );
}
