import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalStream } from "../../random/stream.ts";
import { auc } from "./auc.ts";
import { bootstrapMean } from "./bootstrap.ts";
import { otsuCut } from "./otsu.ts";
import { mcnemarExact, proportion } from "./proportion.ts";
import { median, quantile } from "./quantile.ts";
import { shareByTime } from "./survival.ts";

describe("quantile", () => {
  it("lies between an infinity and a number at the infinity", () => {
    expect(median([Number.NEGATIVE_INFINITY, 3])).toBe(Number.NEGATIVE_INFINITY);
    expect(median([3, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(quantile([Number.NEGATIVE_INFINITY, 3], 1)).toBe(3);
  });

  it("interpolates as R's type 7 and leaves NaN out", () => {
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(median([5, Number.NaN, 1, 3])).toBe(3);
    expect(median([])).toBeNaN();
    expect(median([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("proportion", () => {
  it("has Wilson's interval", () => {
    // R: prop.test(8, 10, correct = FALSE)
    const { value, low, high } = proportion(8, 10);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });

  it("ends at 0 and 1, never outside", () => {
    expect(proportion(0, 20)).toMatchObject({ value: 0, low: 0 });
    expect(proportion(0, 20).high).toBeCloseTo(0.1611, 3);
    expect(proportion(20, 20)).toMatchObject({ value: 1, high: 1 });
    expect(proportion(0, 0).value).toBeNaN();
  });
});

describe("mcnemarExact", () => {
  it("is the two-sided binomial test of the discordant pairs", () => {
    // R: binom.test(2, 10)$p.value
    expect(mcnemarExact(2, 8)).toBeCloseTo(0.109375, 12);
    expect(mcnemarExact(8, 2)).toBeCloseTo(0.109375, 12);
    expect(mcnemarExact(0, 5)).toBeCloseTo(0.0625, 12);
    expect(mcnemarExact(3, 3)).toBe(1);
    expect(mcnemarExact(0, 0)).toBe(1);
    expect(mcnemarExact(0, 4000)).toBeLessThan(1e-300);
  });
});

describe("bootstrapMean", () => {
  it("is the same for a seed, another for another, and about the normal interval", () => {
    const values = Array.from({ length: 200 }, (_, i) => (i * 37) % 100);
    const interval = bootstrapMean(values, { seed: 3 });
    expect(bootstrapMean(values, { seed: 3 })).toEqual(interval);
    expect(bootstrapMean(values, { seed: 4 })).not.toEqual(interval);
    const error = (1.96 * Math.sqrt((100 ** 2 - 1) / 12)) / Math.sqrt(200);
    expect(interval.value).toBeCloseTo(49.5, 9);
    expect(interval.low).toBeCloseTo(49.5 - error, -0.3);
    expect(interval.high).toBeCloseTo(49.5 + error, -0.3);
  });

  it("of values that are all the same goes as far as those may move it that were not drawn", () => {
    // R: binom.test(0, 10), binom.test(10, 10)
    const none = bootstrapMean(new Array(10).fill(0), { range: [0, 1] });
    expect([none.value, none.low]).toEqual([0, 0]);
    expect(none.high).toBeCloseTo(0.3084971, 6);
    const all = bootstrapMean(new Array(10).fill(1), { range: [0, 1] });
    expect(all.low).toBeCloseTo(0.6915029, 6);
    expect(all.high).toBe(1);
    // The rule of three, for an interval with 5 % beyond each end.
    const many = bootstrapMean(new Array(1000).fill(0), { range: [-36, 36], level: 0.9 });
    expect(many.high).toBeCloseTo((36 * 3) / 1000, 2);
    expect(many.low).toBe(-many.high);
  });

  it("draws whole clusters, and is the same where each value is of its own", () => {
    const values = Array.from({ length: 80 }, (_, at) => Math.floor(at / 8) % 2);
    const plain = bootstrapMean(values);
    const clusters = values.map((_, at) => `puzzle ${Math.floor(at / 8)}`);
    const clustered = bootstrapMean(values, { clusters });
    expect(clustered.value).toBe(plain.value);
    // 10 that are independent, and not 80: 2.8 times as wide.
    expect((clustered.high - clustered.low) / (plain.high - plain.low)).toBeGreaterThan(2.3);
    const own = values.map((_, at) => `puzzle ${at}`);
    expect(bootstrapMean(values, { clusters: own })).toEqual(plain);
  });

  it("is the percentile interval as soon as one value is another, whatever the range", () => {
    const values = [...new Array(9).fill(0), 1];
    expect(bootstrapMean(values, { range: [0, 1] })).toEqual(bootstrapMean(values));
  });

  it("covers the truth about as often as it says", () => {
    let covered = 0;
    for (let trial = 0; trial < 200; trial++) {
      const normal = normalStream(trial);
      const values = Array.from({ length: 60 }, normal);
      const { low, high } = bootstrapMean(values, { seed: trial, draws: 400 });
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered).toBeGreaterThan(180);
    expect(covered).toBeLessThan(200);
  });
});

describe("auc", () => {
  it("is the share of pairs in the right order, ties half", () => {
    const score = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(score, score, (positives, negatives) => {
        let won = 0;
        for (const p of positives) for (const n of negatives) won += p > n ? 1 : p === n ? 0.5 : 0;
        expect(auc(positives, negatives).value).toBeCloseTo(won / (positives.length * negatives.length), 12);
      }),
    );
  });

  it("covers the truth about as often as it says, in small groups that hardly overlap too", () => {
    // Normal scores, 1.645 · √2 apart: a positive has the larger one 95 times in a hundred.
    const normal = normalStream(11);
    let covered = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const negatives = Array.from({ length: 15 }, normal);
      const positives = Array.from({ length: 15 }, () => normal() + 1.644854 * Math.SQRT2);
      const { low, high } = auc(positives, negatives);
      if (low <= 0.95 && high >= 0.95) covered++;
    }
    expect(covered).toBeGreaterThan(930);
    expect(covered).toBeLessThan(990);
  });

  it("does not take groups that do not overlap for certainty, and is surer of larger ones", () => {
    const of = (size: number) => {
      const scores = Array.from({ length: size }, (_, at) => at);
      return auc(
        scores.map((score) => score + size),
        scores,
      );
    };
    expect(of(6)).toMatchObject({ value: 1, high: 1 });
    expect(of(6).low).toBeGreaterThan(0.5);
    expect(of(6).low).toBeLessThan(0.8);
    expect(of(200).low).toBeGreaterThan(0.98);
    expect(auc([1, 1, 1], [1, 1]).low).toBeLessThan(0.3);
  });

  it("is nothing without both groups", () => {
    expect(auc([], [1]).value).toBeNaN();
  });
});

describe("otsuCut", () => {
  it("says that what is spread evenly is one heap, and that what has a gap is not", () => {
    const even = Array.from({ length: 100 }, (_, place) => place / 100);
    expect(otsuCut(even)).toMatchObject({ separation: expect.closeTo(0.75, 2), oneHeap: true });
    expect(otsuCut([...even, ...even.map((value) => value + 3)])).toMatchObject({ oneHeap: false });
  });

  it("finds the gap between two heaps", () => {
    const cut = otsuCut([1, 2, 1.5, 9, 10, 9.5]);
    expect(cut?.at).toBe(5.5);
    expect(cut?.separation).toBeGreaterThan(0.95);
  });

  it("has nothing to cut where all is one", () => {
    expect(otsuCut([3, 3, 3])).toBeNull();
    expect(otsuCut([])).toBeNull();
  });
});

describe("shareByTime", () => {
  it("is the plain share where all were watched to the end", () => {
    const watched = [3, 5, 5, 9].map((time) => ({ time, happened: true }));
    const all = [...watched, ...Array.from({ length: 6 }, () => ({ time: 20, happened: false }))];
    expect(shareByTime(all).map(({ time, value }) => [time, Number(value.toFixed(12))])).toEqual([
      [3, 0.1],
      [5, 0.3],
      [9, 0.4],
    ]);
  });

  it("follows Kaplan and Meier where some were lost from sight", () => {
    // R: survfit(Surv(c(6,6,6,7,10), c(1,1,0,1,0)) ~ 1): survival 0.6, 0.3
    const times: readonly (readonly [number, boolean])[] = [
      [6, true],
      [6, true],
      [6, false],
      [7, true],
      [10, false],
    ];
    const points = shareByTime(times.map(([time, happened]) => ({ time, happened })));
    expect(points.map(({ value }) => Number(value.toFixed(12)))).toEqual([0.4, 0.7]);
    for (const { value, low, high } of points) expect(low < value && value < high).toBe(true);
  });
});
