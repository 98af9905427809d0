/**
 * @file When a rollout was last interfered with, by the specs that its record keeps.
 */

import { parseMoments } from "../../model/address.ts";

/** Whatever the model has: a spec that was carried out names H-steps and L-steps that there are. */
const ANY_CYCLES = { hCycles: Number.POSITIVE_INFINITY, lCycles: Number.POSITIVE_INFINITY };

/**
 * The last supervision step of `noise@5:target=z_L,sigma=1 ablate@3-8:target=z_H`, specs with a space between them; 0 for none, `Infinity`
 * for one that acts to the end. What cannot be read, of another program's making, counts for nothing.
 */
export function lastInterference(specs: string): number {
  const moments = [...specs.matchAll(/(?:^| )[^@ ]+@([^: ]+)/g)].map(([, text]) => text ?? "");
  return moments.reduce((last, text) => Math.max(last, lastStep(text)), 0);
}

function lastStep(moments: string): number {
  try {
    return parseMoments(moments, ANY_CYCLES).lastSupervisionStep;
  } catch {
    return 0;
  }
}
