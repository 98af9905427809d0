/**
 * @file Mazes on a square of cells, each wall or open, with exactly one shortest way from start to goal.
 */

import { FixpointError } from "../../errors.ts";
import { type Split, splitOf } from "../held-out.ts";
import { type Random, randomOf } from "../random.ts";
import { canonicalMaze } from "./canonical.ts";
import { carveTree } from "./carve.ts";
import { openLoops } from "./loops.ts";
import { distancesFrom, shortestPath } from "./paths.ts";

export interface MazeSpec {
  /** Rows and columns, 5 to 30. */
  readonly side: number;
  /** Steps from start to goal, at least. */
  readonly minPath: number;
  /** Walls that are taken down after the maze was carved, at most: each makes a loop, none a way as short as the shortest. */
  readonly loops: number;
}

export interface Maze {
  readonly side: number;
  /** u8 [side²], row by row: 1 where one can walk. */
  readonly open: Uint8Array;
  /** Cells, row by row. */
  readonly start: number;
  readonly goal: number;
  /** The one shortest way, from start to goal, both included. */
  readonly path: readonly number[];
}

export interface MazeStream {
  readonly spec: MazeSpec;
  readonly seed: number;
  /** A maze and its mirror images and turns are all on the same side. */
  readonly split: Split;
}

const TRIES = 400;

/** Upstream's 30×30 mazes have ways of more than 110 steps: an eighth of all cells. */
export function defaultMinPath(side: number): number {
  return Math.floor((side * side) / 8);
}

/** As many as make it look like upstream's: some of the branches meet again. */
export function defaultLoops(side: number): number {
  return Math.floor((side * side) / 20);
}

/** Maze `index` of the stream, from 0, without those before it. Throws a `FixpointError` where none is found with such a long way. */
export function makeMaze({ spec, seed, split }: MazeStream, index: number): Maze {
  const { side, minPath, loops } = spec;
  const random = randomOf(seed, "maze", side, minPath, loops, split, index);
  for (let tries = 0; tries < TRIES; tries++) {
    const open = carveTree(random, side);
    const ends = chooseEnds(random, open, side, minPath);
    if (ends === undefined) continue;
    openLoops(random, open, side, ends, loops);
    const path = shortestPath(open, side, ends.start, ends.goal);
    const maze = { side, open, ...ends, path };
    if (splitOf(canonicalMaze(maze)) === split) return maze;
  }
  throw new FixpointError(`no ${side}×${side} maze found with a way of ${minPath} steps or more (${TRIES} tried)`);
}

interface Ends {
  readonly start: number;
  readonly goal: number;
}

/** A start and a goal at least `minPath` steps apart; `undefined` where there are none. */
function chooseEnds(random: Random, open: Uint8Array, side: number, minPath: number): Ends | undefined {
  const cells = Array.from(open.keys()).filter((cell) => open[cell] === 1);
  const first = random.pick(cells);
  // Of a tree, the cell farthest from any is an end of the longest way.
  const farthest = argMax(distancesFrom(open, side, first));
  for (const start of [first, farthest]) {
    const distances = distancesFrom(open, side, start);
    const goals = cells.filter((cell) => (distances[cell] ?? 0) >= Math.max(1, minPath));
    if (goals.length > 0) return { start, goal: random.pick(goals) };
  }
  return undefined;
}

function argMax(values: Int32Array): number {
  return values.reduce((best, value, at) => (value > (values[best] ?? 0) ? at : best), 0);
}
