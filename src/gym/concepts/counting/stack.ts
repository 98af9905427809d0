/**
 * @file Bars scattered over the picture, piled up in a corner in the order in which they lie.
 */

import { transformGrid } from "../../../arc/dihedral.ts";
import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, blank, type Canvas, COLOURS } from "../../grid/canvas.ts";
import { isVertical, SIDES, type Side } from "../../grid/directions.ts";
import type { Random } from "../../random.ts";
import { defineConcept } from "../concept.ts";

interface Corner {
  /** Where the pile begins. */
  readonly toward: Side;
  /** Along which side it is flush; across `toward`. */
  readonly flush: Side;
}

export const stack = defineConcept({
  name: "stack",
  sentence: "the bars are piled up {toward} without gaps and flush {flush}, in their order",
  variants: SIDES.flatMap((toward: Side) =>
    SIDES.filter((flush) => isVertical(flush) !== isVertical(toward)).map((flush: Side) => ({ toward, flush })),
  ),
  draw: (random, { toward }) => standing(drawBars(random), toward),
  fits(grid, { toward }) {
    const bars = standing(grid, toward).filter((row) => !isEmpty(row));
    return bars.length > 1 && bars.every(isBar);
  },
  steps(grid, parameters) {
    const rows = standing(grid, parameters.toward);
    const piled = pile(rows, parameters);
    return [piled, piled.map((row) => pushed(row, parameters))].map((step) => standing(step, parameters.toward));
  },
});

/** Rows of bars, or for piles to the left or right the picture's columns as rows. Its own inverse. */
function standing(grid: Grid, toward: Side): Grid {
  return isVertical(toward) ? grid : transformGrid(grid, 6);
}

function drawBars(random: Random): Canvas {
  const canvas = blank(random.side(4, 10), random.side(4, 10));
  const width = canvas[0]?.length ?? 0;
  for (const row of canvas.filter(() => random.chance(1, 2))) {
    const length = random.between(1, width - 1);
    row.fill(random.pick(COLOURS), random.between(0, width - length), width);
    row.fill(BLACK, row.findIndex((colour) => colour !== BLACK) + length);
  }
  return canvas;
}

const isEmpty = (row: readonly number[]) => row.every((colour) => colour === BLACK);

/** One run of one colour. */
function isBar(row: readonly number[]): boolean {
  return /^(0*)([1-9])\2*0*$/.test(row.join(""));
}

function pile(rows: Grid, { toward }: Corner): Grid {
  const bars = rows.filter((row) => !isEmpty(row));
  const gaps = rows.filter(isEmpty);
  return toward === "up" || toward === "left" ? [...bars, ...gaps] : [...gaps, ...bars];
}

function pushed(row: readonly number[], { flush }: Corner): number[] {
  const bar = row.filter((colour) => colour !== BLACK);
  const rest = row.filter((colour) => colour === BLACK);
  return flush === "left" || flush === "up" ? [...bar, ...rest] : [...rest, ...bar];
}
