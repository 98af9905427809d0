/**
 * @file Whether two canvases say the same. Of an ARC task what counts is the grid that upstream crops out of them: the tokens beside it
 * are nobody's answer, and a run that was exported and imported again has lost them.
 */

import { cropTokens } from "../../arc/crop.ts";
import { gridsEqual } from "../../arc/grid.ts";
import { sameTokens } from "../modes/period.ts";

/** Of tokens, u8 [S] each: of an ARC task the cropped grids, otherwise cell by cell. */
export function sameAnswer(a: Uint8Array, b: Uint8Array, isTask: boolean): boolean {
  if (sameTokens(a, b)) return true;
  return isTask && gridsEqual(cropTokens(a, Math.sqrt(a.length)), cropTokens(b, Math.sqrt(b.length)));
}
