/**
 * @file A puzzle known again by its input: names are of folders and files, which people rename, and two data sets may share.
 */

import { cropTokens } from "../../arc/crop.ts";
import { hash32 } from "../../random/hash32.ts";

/** Of input tokens u8 [S], as text: of an ARC task of the cropped grid, wherever and how large the canvas. 64 bits. */
export function inputHash(tokens: Uint8Array, isTask: boolean): string {
  const cells = isTask ? JSON.stringify(cropTokens(tokens, Math.sqrt(tokens.length))) : tokens.join();
  return `${hash32(cells)}.${hash32(`again ${cells}`)}`;
}
