/**
 * @file How many cells each colour has, as bars in order.
 */

import { BLACK, COLOURS, coloursIn, countOf, LARGEST_SIDE, mapped } from "../../grid/canvas.ts";
import { opposite, SIDES, type Side } from "../../grid/directions.ts";
import { leftToSide } from "../../grid/orient.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

export const histogram = defineConcept({
  name: "histogram",
  sentence: "what is left is a bar for each colour, as long as it has cells, the longest first, running {direction}",
  variants: SIDES.map((direction: Side) => ({ direction })),
  draw(random) {
    const colours = random.shuffled(COLOURS).slice(0, random.between(2, 4));
    const weighted = colours.flatMap((colour, index) => new Array<number>(index + 1).fill(colour));
    return speckled(random, random.between(3, 8), random.between(3, 8), weighted, random.between(2, 4));
  },
  fits(grid) {
    const counts = coloursIn(grid).map((colour) => countOf(grid, colour));
    return counts.length > 1 && new Set(counts).size === counts.length && Math.max(...counts) <= LARGEST_SIDE;
  },
  steps(grid, { direction }) {
    const bars = coloursIn(grid)
      .map((colour) => ({ colour, length: countOf(grid, colour) }))
      .sort((a, b) => b.length - a.length);
    return bars.map((_, done) => {
      const drawn = mapped(bars.length, bars[0]?.length ?? 1, (row, column) => {
        const bar = bars[row];
        return bar !== undefined && row <= done && column < bar.length ? bar.colour : BLACK;
      });
      return leftToSide(drawn, opposite(direction));
    });
  },
});
