import { expect, it } from "vitest";
import type { ComparedPair } from "../compare/compare-outcomes.ts";
import { tellingPairs } from "./telling-pairs.ts";

interface Made {
  readonly solved: readonly [boolean | null, boolean | null];
  readonly parts: number | null;
  readonly rejoins: number | null;
}

const pair = ({ solved: [was, is], parts, rejoins }: Made): ComparedPair =>
  ({
    first: { measured: { solved: was, steps: 16, tail: 4 } },
    second: { measured: { solved: is, steps: 16, tail: 4 } },
    parting: {
      partsAt: parts === null ? null : `${parts}.1`,
      partsAtStep: parts,
      rejoinsAt: rejoins === null ? null : `${rejoins}.1`,
      rejoinsAtStep: rejoins,
      togetherSteps: parts === null ? 16 : rejoins === null ? 0 : 16 - rejoins,
    },
  }) as unknown as ComparedPair;

const what = (made: readonly Made[]): string[] =>
  tellingPairs(made.map(pair)).map((one) => one.what.replace(/:.*/, ""));

it("tells what was gained from what was lost", () => {
  expect(what([{ solved: [false, true], parts: 5, rejoins: null }])).toEqual(["gained"]);
  expect(what([{ solved: [true, false], parts: 5, rejoins: null }])).toEqual(["lost"]);
});

it("counts a pair that came together again on a wrong answer once", () => {
  expect(what([{ solved: [false, false], parts: 5, rejoins: 7 }])).toEqual([
    "parted, and together again through the tail, on the same wrong answer",
  ]);
});

it("does not take two that meet in the last steps for a pair that came together", () => {
  expect(what([{ solved: [false, false], parts: 5, rejoins: 15 }])).toEqual([]);
  const [late, staying] = [15, 8].map((rejoins) => pair({ solved: [true, true], parts: 4, rejoins }));
  const [{ chosen = [], pairs = 0 } = {}] = tellingPairs([late, staying] as ComparedPair[]);
  expect([pairs, chosen]).toEqual([1, [staying]]);
});

it("takes of a kind the pair that is apart for longest", () => {
  const [short, long] = [5, 12].map((rejoins) => pair({ solved: [true, true], parts: 4, rejoins }));
  const [{ chosen = [], pairs = 0 } = {}] = tellingPairs([short, long] as ComparedPair[]);
  expect([pairs, chosen]).toEqual([2, [long]]);
});

it("has nothing to show of pairs that never part", () => {
  expect(what([{ solved: [null, null], parts: null, rejoins: null }])).toEqual([]);
});
