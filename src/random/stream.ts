/**
 * @file An endless stream of normals from a seed, for what is drawn once and in a fixed order.
 */

import { centredNormalQuantile, centredUniform } from "./normal.ts";
import { philox4x32 } from "./philox.ts";

/** Standard normals: Philox keyed by `seed` (a safe integer), two numbers to a block, blocks counted from 0. */
export function normalStream(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new Error(`seed ${seed} is no safe integer`);
  const words = new Uint32Array(4);
  let drawn = 0;
  return () => {
    const [low, high] = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0];
    const block = Math.floor(drawn / 2);
    const first = drawn % 2 === 0;
    if (first) philox4x32(block >>> 0, Math.floor(block / 0x100000000), 0, 0, low, high, words);
    drawn++;
    const [a = 0, b = 0, c = 0, d = 0] = words;
    return centredNormalQuantile(first ? centredUniform(a, b) : centredUniform(c, d));
  };
}
