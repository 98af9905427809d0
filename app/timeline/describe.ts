/**
 * @file The cursor in words: for captions, and for those who hear the page.
 */

import type { Timeline } from "./timeline.ts";

/** `supervision step 5, H-step 2, L-step 3, probe` */
export function spokenAddress(timeline: Timeline, index: number): string {
  const { supervisionStep, hStep, lStep, kind } = timeline.at(index).shown;
  const lPart = kind === "probe" ? `, L-step ${lStep}` : "";
  return `supervision step ${supervisionStep}, H-step ${hStep}${lPart}, ${kind}`;
}
