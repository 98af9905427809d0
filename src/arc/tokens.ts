/**
 * @file Grids as tokens on a square canvas, row by row: the grid in the top left corner, a row of EOS under it and a column
 * of EOS beside it, the rest PAD (upstream's `np_grid_to_seq_translational_augment`, `dataset/build_arc_dataset.py`).
 */

import { invalid } from "../errors.ts";
import { gridWidth } from "./grid.ts";
import { type Grid, UNLABELLED } from "./puzzle.ts";

export const PAD = 0;
export const EOS = 1;
/** The token of colour 0; colour c is `FIRST_COLOUR + c`. */
export const FIRST_COLOUR = 2;
/** PAD, EOS and ten colours. */
export const ARC_VOCABULARY = 12;

/** Does this token stand for a colour? */
export function isColour(token: number): boolean {
  return token >= FIRST_COLOUR && token < ARC_VOCABULARY;
}

/**
 * u8 [side²]. The EOS row is as long as the grid is wide, the EOS column as long as it is high, and the cell where they
 * would meet stays PAD; each is left out where the grid reaches the end of the canvas. The 0×0 grid is all PAD.
 * Throws a `FixpointError` that names `where` if the grid does not fit.
 */
export function gridToTokens(grid: Grid, side: number, where: string): Uint8Array<ArrayBuffer> {
  const [rows, columns] = [grid.length, gridWidth(grid)];
  if (rows > side || columns > side) {
    const expected = `at most ${side}×${side}, the canvas of the model`;
    throw invalid("grid", `${rows}×${columns} does not fit`, { expected, where });
  }
  const tokens = new Uint8Array(side * side).fill(PAD);
  for (const [r, row] of grid.entries()) {
    for (const [c, colour] of row.entries()) tokens[r * side + c] = FIRST_COLOUR + colour;
    if (columns < side) tokens[r * side + columns] = EOS;
  }
  if (rows < side) tokens.fill(EOS, rows * side, rows * side + columns);
  return tokens;
}

/**
 * u8 [side²]: the grid's tokens as labels. What lies outside of grid and EOS is unlabelled, as upstream trains and scores it
 * (it stores PAD there, which its loader takes for "ignore").
 */
export function targetTokens(grid: Grid, side: number, where: string): Uint8Array<ArrayBuffer> {
  return gridToTokens(grid, side, where).map((token) => (token === PAD ? UNLABELLED : token));
}

/**
 * The grid of which these tokens, u8 [side²], are the exact image; `undefined` where they are nobody's. The inverse of
 * `gridToTokens`; for what a model answers, which need not be well formed, there is `cropTokens`.
 */
export function tokensToGrid(tokens: Uint8Array, side: number): Grid | undefined {
  const rows = runOfColours(tokens, side, side);
  const columns = runOfColours(tokens, side, 1);
  const grid = Array.from({ length: rows }, (_, r) =>
    Array.from(tokens.subarray(r * side, r * side + columns), (token) => token - FIRST_COLOUR),
  );
  if (!grid.flat().every((colour) => colour >= 0 && colour <= 9)) return undefined;
  const image = gridToTokens(grid, side, "its own image");
  return image.length === tokens.length && image.every((token, cell) => token === tokens[cell]) ? grid : undefined;
}

/** How many colours follow each other from the corner, `stride` cells apart. */
function runOfColours(tokens: Uint8Array, side: number, stride: number): number {
  let run = 0;
  while (run < side && isColour(tokens[run * stride] ?? PAD)) run++;
  return run;
}
