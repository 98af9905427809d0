/**
 * @file Loops in a maze, which leave its shortest way the only one.
 */

import type { Random } from "../random.ts";
import { distancesFrom, openBeside } from "./paths.ts";

/**
 * Takes down up to `count` walls between open cells, in `open` itself. A wall stays where a way through it would be as short
 * as the shortest from start to goal.
 */
export function openLoops(
  random: Random,
  open: Uint8Array,
  side: number,
  { start, goal }: { start: number; goal: number },
  count: number,
): void {
  let opened = 0;
  const walls = random.shuffled(Array.from(open.keys()).filter((cell) => open[cell] === 0));
  let [fromStart, fromGoal] = [distancesFrom(open, side, start), distancesFrom(open, side, goal)];
  for (const wall of walls) {
    if (opened >= count) return;
    const beside = openBeside(open, side, wall);
    if (beside.length < 2) continue;
    const nearest = (distances: Int32Array) => Math.min(...beside.map((cell) => distances[cell] ?? 0));
    if (nearest(fromStart) + nearest(fromGoal) + 2 <= (fromStart[goal] ?? 0)) continue;
    open[wall] = 1;
    opened++;
    [fromStart, fromGoal] = [distancesFrom(open, side, start), distancesFrom(open, side, goal)];
  }
}
