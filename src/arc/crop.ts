/**
 * @file What grid a model's answer is: the largest rectangle of colours anchored at the top left corner (upstream's `_crop`,
 * `evaluators/arc.py`).
 */

import type { Grid } from "./puzzle.ts";
import { FIRST_COLOUR, isColour, PAD } from "./tokens.ts";

/**
 * The cropped grid of tokens u8 [side²]. Rows are added from the top, the width shrinks to the shortest run of colours so
 * far; of the rectangles on the way the first of the largest area wins. `[]` where the corner holds no colour.
 */
export function cropTokens(tokens: Uint8Array, side: number): Grid {
  let width = side;
  let best = { rows: 0, columns: 0 };
  for (let rows = 1; rows <= side && width > 0; rows++) {
    width = leadingColours(tokens, (rows - 1) * side, width);
    if (rows * width > best.rows * best.columns) best = { rows, columns: width };
  }
  return Array.from({ length: best.rows }, (_, r) =>
    Array.from(tokens.subarray(r * side, r * side + best.columns), (token) => token - FIRST_COLOUR),
  );
}

function leadingColours(tokens: Uint8Array, from: number, atMost: number): number {
  let run = 0;
  while (run < atMost && isColour(tokens[from + run] ?? PAD)) run++;
  return run;
}
