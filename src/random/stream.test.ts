import { describe, expect, it } from "vitest";
import { normalStream } from "./stream.ts";

const take = (seed: number, count: number): number[] => {
  const next = normalStream(seed);
  return Array.from({ length: count }, next);
};

describe("a stream of normals", () => {
  it("repeats for the same seed", () => {
    expect(take(7, 50)).toEqual(take(7, 50));
  });

  it("differs between seeds, also beyond 32 bits", () => {
    const firsts = [0, 1, 2 ** 32, 2 ** 32 + 1, -1].map((seed) => take(seed, 1)[0]);
    expect(new Set(firsts).size).toBe(5);
  });

  it("has mean 0 and standard deviation 1", () => {
    const values = take(3, 100_000);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.013);
    expect(Math.abs(variance - 1)).toBeLessThan(0.018);
  });
});
