/**
 * @file An answer to an augmented puzzle as an answer to the puzzle as it was.
 */

import { type Augmentation, augmentGrid, inverseAugmentation } from "../../arc/augment.ts";
import { cropTokens } from "../../arc/crop.ts";
import type { Grid } from "../../arc/puzzle.ts";
import { hash32 } from "../../random/hash32.ts";

/** The cropped grid of tokens u8 [S], turned and coloured back. Cropped first, as upstream does before it votes. */
export function undoneGrid(tokens: Uint8Array, augmentation: Augmentation | undefined): Grid {
  const grid = cropTokens(tokens, Math.sqrt(tokens.length));
  return augmentation === undefined ? grid : augmentGrid(grid, inverseAugmentation(augmentation));
}

/** By which grids are known to be the same: 64 bits as text, for a run has thousands and they are kept. */
export function gridKey(grid: Grid): string {
  const cells = JSON.stringify(grid);
  return `${hash32(cells)}.${hash32(`again ${cells}`)}`;
}
