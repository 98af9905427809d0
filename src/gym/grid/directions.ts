/**
 * @file Directions on a grid.
 */

import type { Cell } from "./canvas.ts";

export type Side = "up" | "down" | "left" | "right";
export type Diagonal = "up-left" | "up-right" | "down-left" | "down-right";
export type Direction = Side | Diagonal;

export const SIDES: readonly Side[] = ["up", "down", "left", "right"];
export const DIAGONALS: readonly Diagonal[] = ["up-left", "up-right", "down-left", "down-right"];
export const DIRECTIONS: readonly Direction[] = [...SIDES, ...DIAGONALS];

const VECTORS: Readonly<Record<Direction, Cell>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
  "up-left": [-1, -1],
  "up-right": [-1, 1],
  "down-left": [1, -1],
  "down-right": [1, 1],
};

/** One cell's step: rows and columns. */
export function vector(direction: Direction): Cell {
  return VECTORS[direction];
}

const RIGHT_OF: Readonly<Record<Side, Side>> = { up: "right", right: "down", down: "left", left: "up" };

export function opposite(side: Side): Side {
  return RIGHT_OF[RIGHT_OF[side]];
}

/** Where one who walks in this direction is headed after a turn. */
export function turned(side: Side, turn: "left" | "right"): Side {
  return turn === "right" ? RIGHT_OF[side] : opposite(RIGHT_OF[side]);
}

export function isVertical(side: Side): boolean {
  return side === "up" || side === "down";
}
