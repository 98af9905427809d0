/** @file Tests of the generator against published numbers. */

import { describe, expect, it } from "vitest";
import { namedSeed, nextBelow, splitMix64 } from "./splitmix64.ts";

const first = (seed: bigint, count: number) => {
  const random = splitMix64(seed);
  return Array.from({ length: count }, () => random.next().value);
};

describe("splitMix64", () => {
  it("gives the published sequence of seed 1234567", () => {
    // https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64
    expect(first(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });
});

describe("nextBelow", () => {
  it("gives every number below the bound about equally often", () => {
    const random = splitMix64(1n);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 7000; i++) {
      const value = nextBelow(random, 7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    // 1000 each, standard deviation 29
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe("namedSeed", () => {
  it("differs by seed and by name", () => {
    const seeds = [namedSeed(0, "a"), namedSeed(1, "a"), namedSeed(0, "b"), namedSeed(0, "ab"), namedSeed(0, "ba")];
    expect(new Set(seeds).size).toBe(5);
  });
});
