/**
 * @file Bars at one edge, sorted by their length.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { BLACK, COLOURS, mapped } from "../../grid/canvas.ts";
import { SIDES, type Side } from "../../grid/directions.ts";
import { leftToSide, sideToLeft } from "../../grid/orient.ts";
import { defineConcept } from "../concept.ts";

type Order = "growing" | "shrinking";
const ORDERS: readonly Order[] = ["growing", "shrinking"];

export const sortBars = defineConcept({
  name: "sort-bars",
  sentence: "the bars that stand on the edge ({edge}) are sorted, {order} to the right or down",
  variants: SIDES.flatMap((edge: Side) => ORDERS.map((order) => ({ edge, order }))),
  draw(random, { edge }) {
    const [count, longest] = [random.between(3, 8), random.between(3, 10)];
    const lengths = random.shuffled(Array.from({ length: longest }, (_, n) => n + 1)).slice(0, count);
    const colours = lengths.map(() => random.pick(COLOURS));
    const lying = mapped(lengths.length, longest, (row, column) =>
      column < (lengths[row] ?? 0) ? colours[row] : BLACK,
    );
    return leftToSide(lying, edge);
  },
  fits(grid, { edge }) {
    const bars = sideToLeft(grid, edge);
    const lengths = bars.map(lengthOf);
    const isBar = (row: readonly number[]) =>
      row.every((colour, column) => colour === (column < lengthOf(row) ? row[0] : BLACK));
    return bars.every(isBar) && lengths.every((length) => length > 0) && new Set(lengths).size === lengths.length;
  },
  steps(grid, { edge, order }) {
    const bars = sideToLeft(grid, edge);
    const sign = order === "growing" ? 1 : -1;
    const sorted = bars.toSorted((a, b) => sign * (lengthOf(a) - lengthOf(b)));
    const steps: Grid[] = [];
    const current = [...bars];
    // Selection sort: in every step the next place gets the bar that belongs there, which changes places with it.
    for (const [place, bar] of sorted.entries()) {
      const from = current.indexOf(bar);
      [current[place], current[from]] = [bar, current[place] ?? bar];
      steps.push(leftToSide([...current], edge));
    }
    return steps;
  },
});

function lengthOf(row: readonly number[]): number {
  return row.filter((colour) => colour !== BLACK).length;
}
