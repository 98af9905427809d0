import { describe, expect, it } from "vitest";
import { randomOf, withSmallestSide } from "./random.ts";

describe("what generators draw from", () => {
  it("is the same for the same seed and name, and another for any other", () => {
    const draws = (seed: number, ...name: (string | number)[]) => {
      const random = randomOf(seed, ...name);
      return Array.from({ length: 8 }, () => random.below(1000)).join();
    };
    expect(draws(7, "maze", 3)).toBe(draws(7, "maze", 3));
    const others = [draws(7, "maze", 3), draws(8, "maze", 3), draws(7, "maze", 4), draws(7, "sudoku", 3)];
    expect(new Set(others).size).toBe(4);
  });

  it("gives every number of a range about equally often", () => {
    const random = randomOf(1, "range");
    const counts = new Map<number, number>();
    for (let n = 0; n < 7000; n++) {
      const drawn = random.between(3, 9);
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([3, 4, 5, 6, 7, 8, 9]);
    // 1000 each, standard deviation 29
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("shuffles into every order about equally often", () => {
    const random = randomOf(2, "orders");
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n++) {
      const order = random.shuffled(["a", "b", "c"]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("draws no side below the smallest, unless all there can be are below", () => {
    const random = withSmallestSide(randomOf(4, "sides"), 9);
    const drawn = (least: number, most: number) => new Set(Array.from({ length: 50 }, () => random.side(least, most)));
    expect(drawn(4, 10)).toEqual(new Set([9, 10]));
    expect(drawn(3, 7)).toEqual(new Set([7]));
    expect(random.between(3, 3)).toBe(3);
  });

  it("picks what may be undefined, and nothing from nothing", () => {
    const random = randomOf(3, "picks");
    expect(random.pick([undefined])).toBeUndefined();
    expect(() => random.pick([])).toThrow("nothing to pick from");
  });
});
