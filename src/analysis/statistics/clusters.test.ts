import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniformIndices } from "./bootstrap.ts";
import { clusteredProportion, effectiveSize } from "./clusters.ts";
import { proportion } from "./proportion.ts";

const ofEach = (clusters: number, each: number): string[] =>
  Array.from({ length: clusters * each }, (_, at) => `puzzle ${Math.floor(at / each)}`);

describe("effectiveSize", () => {
  it("is the number of observations where each is of its own, by name or without", () => {
    expect(effectiveSize([1, 0, 1], ["a", "b", "c"])).toBe(3);
    expect(effectiveSize([1, 0, 1], [undefined, undefined, undefined])).toBe(3);
  });

  it("is about the number of clusters where all in a cluster say the same, less for their being few", () => {
    const values = ofEach(60, 8).map((name) => Number(name.endsWith("3") || name.endsWith("7")));
    const size = effectiveSize(values, ofEach(60, 8));
    expect(size).toBeGreaterThan(54);
    expect(size).toBeLessThan(60);
  });

  it("is the number of clusters where nothing differs at all", () => {
    expect(effectiveSize(new Array(24).fill(0), ofEach(3, 8))).toBe(3);
  });

  it("is about the number of observations where clusters are chance", () => {
    const draw = uniformIndices(3, 2);
    const size = effectiveSize(
      ofEach(100, 4).map(() => draw()),
      ofEach(100, 4),
    );
    expect(size).toBeGreaterThan(250);
    expect(size).toBeLessThanOrEqual(400);
  });

  it("is never more than the observations, nor less than one", () => {
    const observed = fc.array(fc.tuple(fc.nat(1), fc.constantFrom("a", "b", "c", "d")), { minLength: 1 });
    fc.assert(
      fc.property(observed, (pairs) => {
        const size = effectiveSize(
          pairs.map(([value]) => value),
          pairs.map(([, name]) => name),
        );
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThanOrEqual(pairs.length);
      }),
    );
  });
});

describe("clusteredProportion", () => {
  it("counts all, with Wilson's interval where each is of its own", () => {
    expect(clusteredProportion([true, false, true], ["a", "b", "c"])).toEqual(proportion(2, 3));
    expect(clusteredProportion([], []).value).toBeNaN();
  });

  it("covers the truth about as often as it says, where Wilson's interval for independent trials does not", () => {
    // 20 puzzles of 8 versions; three in four versions say what the puzzle does, which is right in 3 of 10.
    const draw = uniformIndices(11, 40);
    const truth = 0.3;
    let [covered, naive] = [0, 0];
    for (let trial = 0; trial < 1000; trial++) {
      const successes: boolean[] = [];
      for (let puzzle = 0; puzzle < 20; puzzle++) {
        const own = draw() < 12;
        for (let version = 0; version < 8; version++) successes.push(draw() < 30 ? own : draw() < 12);
      }
      const { low, high, successes: count } = clusteredProportion(successes, ofEach(20, 8));
      if (low <= truth && truth <= high) covered++;
      const plain = proportion(count, 160);
      if (plain.low <= truth && truth <= plain.high) naive++;
    }
    expect(covered).toBeGreaterThan(925);
    expect(covered).toBeLessThan(990);
    expect(naive).toBeLessThan(750);
  });
});
