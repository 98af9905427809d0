import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uniformIndices } from "./bootstrap.ts";
import { type PairedCounts, pairedDifference } from "./paired-difference.ts";

const counts: fc.Arbitrary<PairedCounts> = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))
  .filter((all) => all.some((count) => count > 0))
  .map(([both = 0, gained = 0, lost = 0, neither = 0]) => ({ both, gained, lost, neither }));

describe("pairedDifference", () => {
  it("is the difference of the two shares, inside an interval inside −1 to 1 that has a width", () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { value, low, high } = pairedDifference(given);
        expect(value).toBeCloseTo(
          (given.gained - given.lost) / (given.both + given.gained + given.lost + given.neither),
          12,
        );
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeGreaterThan(low);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("changes its sign when the two times are exchanged", () => {
    fc.assert(
      fc.property(counts, ({ both, gained, lost, neither }) => {
        const [there, back] = [
          pairedDifference({ both, gained, lost, neither }),
          pairedDifference({ both, gained: lost, lost: gained, neither }),
        ];
        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(back.high).toBeCloseTo(-there.low, 12);
      }),
    );
  });

  it("does not take a few items that did not change for certainty", () => {
    const { low, high } = pairedDifference({ both: 10, gained: 0, lost: 0, neither: 0 });
    expect(low).toBeLessThan(-0.2);
    expect(high).toBeGreaterThan(0.2);
    const more = pairedDifference({ both: 80, gained: 0, lost: 0, neither: 20 });
    expect(more.high).toBeGreaterThan(0);
    expect(more.high).toBeLessThan(0.05);
  });

  it("covers the truth about as often as it says", () => {
    // Of 20 items each is right both times 13, gained 3, lost 1, neither 3 times.
    const draw = uniformIndices(5, 20);
    const truth = (3 - 1) / 20;
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const drawn = { both: 0, gained: 0, lost: 0, neither: 0 };
      for (let item = 0; item < 50; item++) {
        const kind = draw();
        drawn[kind < 13 ? "both" : kind < 16 ? "gained" : kind < 17 ? "lost" : "neither"]++;
      }
      const { low, high } = pairedDifference(drawn);
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered).toBeGreaterThan(930);
    expect(covered).toBeLessThan(990);
  });

  it("is nothing of nothing", () => {
    expect(pairedDifference({ both: 0, gained: 0, lost: 0, neither: 0 }).value).toBeNaN();
  });
});
