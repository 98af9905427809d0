/**
 * @file Carving a maze cell by cell: a cell is opened if it touches one open cell only, so there is one way between any two.
 */

import type { Random } from "../random.ts";
import { cellsBeside, openBeside } from "./paths.ts";

/** u8 [side²]: 1 where one can walk. Works for even and odd sides alike; walls are cells too, and the edge need not be one. */
export function carveTree(random: Random, side: number): Uint8Array {
  const open = new Uint8Array(side * side);
  // Cells beside an open one, to be opened next.
  const fringe = [random.below(open.length)];
  while (fringe.length > 0) {
    // Mostly the newest, which makes long corridors; now and then any, which makes branches.
    const at = random.chance(3, 4) ? fringe.length - 1 : random.below(fringe.length);
    const [cell = 0] = fringe.splice(at, 1);
    if (open[cell] === 1 || openBeside(open, side, cell).length > 1) continue;
    open[cell] = 1;
    fringe.push(...random.shuffled(cellsBeside(side, cell)).filter((other) => open[other] === 0));
  }
  return open;
}
