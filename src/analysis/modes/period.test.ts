import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerPeriod, periodOfLags } from "./period.ts";

describe("periodOfLags", () => {
  it("finds the period among its multiples, and puts up with a stray", () => {
    expect(periodOfLags([2, 4, 6, 8, 2, 2])).toBe(2);
    expect(periodOfLags([4, 8, 4, 4])).toBe(4);
    expect(periodOfLags([5, 5, 5, 2, 5, 5, 5, 5, 5, 5])).toBe(5);
    expect(periodOfLags([3, 6, 9, 9, 3, 3, 6, 3, 3, 3, 7])).toBe(3);
  });

  it("finds none where lags agree on nothing, or there are none", () => {
    expect(periodOfLags([2, 3, 5, 7])).toBeNull();
    expect(periodOfLags([])).toBeNull();
    expect(periodOfLags([Number.NaN])).toBeNull();
  });
});

describe("answerPeriod", () => {
  const period = (text: string, tail: number) => answerPeriod(text.length, tail, (a, b) => text[a] === text[b]);

  it("is 1 for an answer that stays, whatever it was before the tail", () => {
    expect(period("xyzaaaaa", 4)).toBe(1);
    expect(period("aaaa", 4)).toBe(1);
  });

  it("takes a change inside the tail, or at its border, for what it is", () => {
    expect(period("xyzabbbb", 4)).toBeNull();
    expect(period("xyzabbbbb", 4)).toBe(1);
  });

  it("is null where there is one answer, or none", () => {
    expect(period("a", 1)).toBeNull();
    expect(period("", 4)).toBeNull();
  });

  it("is the least period of any repeated word", () => {
    const word = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, (letters) => {
        const text = letters.join("").repeat(8);
        const least = [1, 2, 3, 4, 5, 6].find((p) => text.slice(p) === text.slice(0, -p));
        expect(period(text, 12)).toBe(least);
      }),
    );
  });
});
