/**
 * @file Random grids for property tests.
 */

import fc from "fast-check";
import type { Grid } from "../src/arc/puzzle.ts";

const side = fc.integer({ min: 1, max: 30 });

/** Grids of every size up to 30×30, with every colour. */
export const arbitraryGrid: fc.Arbitrary<Grid> = fc.tuple(side, side).chain(([rows, columns]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
);
