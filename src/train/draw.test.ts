import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawBelow, drawOrder, drawUniform } from "./draw.ts";

const seed = fc.nat(Number.MAX_SAFE_INTEGER);
const major = fc.nat(Number.MAX_SAFE_INTEGER);

describe("numbers drawn for a training", () => {
  it("are in [0, 1), the same each time", () => {
    fc.assert(
      fc.property(seed, major, fc.nat(1e9), (s, a, b) => {
        const drawn = drawUniform(s, "exploration", a, b);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(1);
        expect(drawUniform(s, "exploration", a, b)).toBe(drawn);
      }),
    );
  });

  it("change with the seed, the purpose and both counters", () => {
    const drawn = [
      drawUniform(1, "exploration", 2, 3),
      drawUniform(2, "exploration", 2, 3),
      drawUniform(1 + 2 ** 32, "exploration", 2, 3),
      drawUniform(1, "group order", 2, 3),
      drawUniform(1, "exploration", 3, 3),
      drawUniform(1, "exploration", 2 + 2 ** 32, 3),
      drawUniform(1, "exploration", 2, 4),
    ];
    expect(new Set(drawn).size).toBe(drawn.length);
  });

  it("are spread evenly", () => {
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20_000; draw++) {
      const bin = drawBelow(10, 7, "puzzle of a group", draw, 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // 2,000 expected in each, with a standard deviation of 42.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});

describe("a random order", () => {
  it("has every place once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), seed, major, (length, s, a) => {
        const order = [...drawOrder(length, s, "group order", a)];
        expect(order.toSorted((x, y) => x - y)).toEqual(Array.from({ length }, (_, place) => place));
      }),
    );
  });

  it("begins alike however much of it is wanted", () => {
    const whole = drawOrder(30, 3, "order of examples", 9);
    expect([...drawOrder(30, 3, "order of examples", 9, 12)]).toEqual([...whole.subarray(0, 12)]);
  });

  it("puts everything everywhere equally often", () => {
    const firsts = new Array<number>(4).fill(0);
    for (let pass = 0; pass < 8000; pass++) {
      const first = drawOrder(4, 1, "group order", pass)[0] ?? 0;
      firsts[first] = (firsts[first] ?? 0) + 1;
    }
    for (const count of firsts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
