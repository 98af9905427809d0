/**
 * @file What generators draw from: choices from a seed and a name, so that any item of a stream can be made without the items
 * before it, alike on every machine. Philox4x32-10 counted from 0 under a key made of both.
 */

import { philox4x32 } from "../random/philox.ts";
import { namedSeed } from "../random/splitmix64.ts";

export interface Random {
  /** A whole number from 0 to `bound` − 1; `bound` from 1 to 2²¹. The bias of scaling 32 bits down is below `bound` / 2³². */
  below(bound: number): number;
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number;
  /** As `between`, for the rows or columns of an input, which may have to be large: see `withSmallestSide`. */
  side(least: number, most: number): number;
  /** True `hits` times out of `of`. */
  chance(hits: number, of: number): boolean;
  /** One of these; there must be at least one. */
  pick<T>(choices: readonly T[]): T;
  /** All of these in another order, each order equally likely. */
  shuffled<T>(items: readonly T[]): T[];
}

/** The generator that belongs to this seed (a safe integer) and name: `randomOf(7, "sudoku", 12)`. */
export function randomOf(seed: number, ...name: readonly (string | number)[]): Random {
  const key = namedSeed(seed, name.join("/"));
  const [low, high] = [Number(key & 0xffffffffn), Number(key >> 32n)];
  const words = new Uint32Array(4);
  let drawn = 0;

  function below(bound: number): number {
    if (drawn % 4 === 0) philox4x32(drawn / 4, 0, 0, 0, low, high, words);
    const word = words[drawn++ % 4] ?? 0;
    return Math.floor((word * bound) / 0x100000000);
  }

  function pick<T>(choices: readonly T[]): T {
    // Through a slice, since an element may itself be undefined.
    const at = below(choices.length);
    for (const choice of choices.slice(at, at + 1)) return choice;
    throw new Error("nothing to pick from");
  }

  function shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    const order: T[] = [];
    while (left.length > 0) order.push(...left.splice(below(left.length), 1));
    return order;
  }

  const between = (least: number, most: number) => least + below(most - least + 1);

  return {
    below,
    between,
    side: between,
    chance: (hits, of) => below(of) < hits,
    pick,
    shuffled,
  };
}

/** The same generator, whose `side` draws from `smallest` on, or the largest side there can be where that is smaller. */
export function withSmallestSide(random: Random, smallest: number): Random {
  return { ...random, side: (least, most) => random.between(Math.max(least, Math.min(smallest, most)), most) };
}
