import { describe, expect, it } from "vitest";
import type { AnalysedRollout } from "../analyse-run.ts";
import type { Motion } from "../modes/classify.ts";
import { type ComparedPair, compareOutcomes } from "./compare-outcomes.ts";
import { matchPuzzles, matchRollouts } from "./match.ts";
import { type Parting, type PartingEvent, parting } from "./part.ts";

/** Two H-steps to a supervision step, two L-steps to an H-step; a letter for every event's tokens. */
function events(letters: string, hCycles = 2): PartingEvent[] {
  return [...letters].map((letter, index) => {
    const perStep = hCycles * 3;
    const [step, within] = [Math.floor(index / perStep), index % perStep];
    const place = within % 3;
    return {
      supervisionStep: step + 1,
      hStep: Math.floor(within / 3) + 1,
      lStep: Math.min(place, 1) + 1,
      kind: place === 2 ? "answer" : "probe",
      tokens: Uint8Array.of(letter.charCodeAt(0)),
    };
  });
}

describe("parting", () => {
  const same = "abbcccdeefgg";

  it("finds where tokens first differ and from where on they agree again", () => {
    expect(parting(events(same), events("abbcccdXXfgg"))).toEqual({
      events: 12,
      partsAt: "2.1.2",
      partsAtStep: 2,
      rejoinsAt: "2.2.1",
      rejoinsAtStep: 2,
      sameEnd: true,
      togetherSteps: 0,
    });
  });

  it("takes an agreement that does not last for none", () => {
    expect(parting(events(same), events("aXbcccdeefXX"))).toMatchObject({
      partsAt: "1.1.2",
      rejoinsAt: null,
      sameEnd: false,
    });
  });

  it("counts the whole supervision steps through which the two are the same at the end", () => {
    const steps = "abbcccdeefggabbcccdeefgg";
    const together = (other: string): number => parting(events(steps), events(other)).togetherSteps;
    expect(together(steps)).toBe(4);
    expect(together(`X${steps.slice(1)}`)).toBe(3);
    expect(together(`abbcccdeefgX${steps.slice(12)}`)).toBe(2);
    expect(together(`${steps.slice(0, -2)}Xg`)).toBe(0);
    expect(together(`${steps.slice(0, -2)}gX`)).toBe(0);
  });

  it("finds nothing between a rollout and itself, or where one is longer", () => {
    expect(parting(events(same), events(same.slice(0, 6)))).toMatchObject({
      events: 6,
      partsAt: null,
      rejoinsAt: null,
      sameEnd: true,
    });
  });

  it("compares supervision steps where the cycles differ", () => {
    expect(parting(events("abbcccdeefgg"), events("xxcyyg", 1), { answersOnly: true })).toMatchObject({
      events: 2,
      partsAt: null,
    });
    expect(parting(events("abbcccdeefgg"), events("xxcyyz", 1), { answersOnly: true })).toMatchObject({
      events: 2,
      partsAt: "2",
    });
  });
});

describe("matchRollouts", () => {
  it("pairs by key and says what is left over", () => {
    const key = (one: string) => one[0] ?? "";
    expect(matchRollouts(["a1", "b1", "c1", "a2"], ["c2", "a3", "d1", "c3"], key, key)).toEqual({
      pairs: [
        ["a1", "a3"],
        ["c1", "c2"],
      ],
      onlyFirst: ["b1", "a2"],
      onlySecond: ["c3", "d1"],
    });
  });
});

describe("matchPuzzles", () => {
  const matched = (first: readonly string[], second: readonly string[]) => {
    const of = (one: string) => ({ name: one[0] ?? "", input: one[1] ?? "", trajectory: Number(one[2] ?? 0) });
    return matchPuzzles(first, second, of);
  };

  it("takes another input by the same name for another puzzle", () => {
    expect(matched(["ax"], ["ay"])).toEqual({ pairs: [], onlyFirst: ["ax"], onlySecond: ["ay"] });
  });

  it("knows a renamed puzzle by its input, but not another trajectory of it", () => {
    expect(matched(["ax", "ay", "az1"], ["by", "ax", "bz"])).toEqual({
      pairs: [
        ["ax", "ax"],
        ["ay", "by"],
      ],
      onlyFirst: ["az1"],
      onlySecond: ["bz"],
    });
  });
});

describe("compareOutcomes", () => {
  let made = 0;
  const rollout = (solved: boolean | null, motion: Motion = "settled", suspect = true): AnalysedRollout =>
    ({
      identity: { task: `puzzle ${made++}`, testIndex: 0 },
      labelled: 36,
      measured: { solved, cellsWrong: solved ? 0 : 4, tail: 4 },
      classified: { motion, suspect },
    }) as AnalysedRollout;
  const never: Parting = {
    events: 1,
    partsAt: null,
    partsAtStep: null,
    rejoinsAt: null,
    rejoinsAtStep: null,
    sameEnd: true,
    togetherSteps: 16,
  };
  const pair = (first: AnalysedRollout, second: AnalysedRollout, sameAnswer: boolean): ComparedPair => ({
    first,
    second,
    sameAnswer,
    parting: sameAnswer ? never : { ...never, partsAt: "5", partsAtStep: 5, sameEnd: false, togetherSteps: 0 },
  });
  const pairs = [
    ...Array.from({ length: 6 }, () => pair(rollout(true), rollout(true), true)),
    ...Array.from({ length: 5 }, () => pair(rollout(false), rollout(false), true)),
    pair(rollout(false, "settled", false), rollout(false), false),
    ...Array.from({ length: 3 }, () => pair(rollout(false), rollout(true), false)),
    pair(rollout(true), rollout(false), false),
    pair(rollout(false, "wandering"), rollout(false), true),
    pair(rollout(null), rollout(null), true),
  ];
  const outcomes = compareOutcomes(pairs, { seed: 1 });

  it("counts what was gained and lost, with a paired interval", () => {
    expect(outcomes).toMatchObject({ pairs: 18, judged: 17, gained: 3, lost: 1 });
    expect(outcomes.difference.value).toBeCloseTo(2 / 17, 12);
    expect(outcomes.difference.low).toBeLessThan(2 / 17);
    expect(outcomes.difference.high).toBeGreaterThan(2 / 17);
    expect(outcomes.pValue).toBeCloseTo(0.625, 12);
    expect(compareOutcomes(pairs, { seed: 1 })).toEqual(outcomes);
  });

  it("does not take a few pairs with as many cells wrong for certainty", () => {
    const few = Array.from({ length: 10 }, () => pair(rollout(false), rollout(false), true));
    const { cellsWrongDifference } = compareOutcomes(few);
    expect(cellsWrongDifference).toMatchObject({
      value: 0,
      low: expect.closeTo(-11.1, 1),
      high: expect.closeTo(11.1, 1),
    });
  });

  it("takes the versions of a puzzle together, in intervals and in the p-value", () => {
    const gained = () => pair(rollout(false), rollout(true), false);
    const eight = (one: ComparedPair): ComparedPair[] =>
      Array.from({ length: 8 }, (_, trajectory) => ({
        ...one,
        first: { ...one.first, identity: { ...one.first.identity, trajectory } },
      }));
    const few = [...Array.from({ length: 3 }, gained), ...pairs.slice(0, 7)];
    const [once, often] = [compareOutcomes(few), compareOutcomes(few.flatMap(eight))];
    expect(often).toMatchObject({ judged: 80, gained: 24, lost: 0, pValue: expect.closeTo(once.pValue, 12) });
    for (const of of ["solvedByFirst", "solvedBySecond", "difference", "cellsWrongDifference", "parted"] as const) {
      const [narrow, wide] = [once[of], often[of]].map((one) => (one?.high ?? 0) - (one?.low ?? 0)) as [number, number];
      expect(wide / narrow, of).toBeGreaterThan(0.97);
      expect(wide / narrow, of).toBeLessThan(1.3);
    }
  });

  it("says how many of the first run's wrong fixed points stay where they were", () => {
    expect(outcomes.stubborn).toMatchObject({ wrongFixedPoints: 9 });
    expect(outcomes.stubborn.same).toMatchObject({ successes: 5, trials: 9 });
    expect(outcomes.stubborn.solved).toMatchObject({ successes: 3, trials: 9 });
    expect(outcomes.stubborn.otherWrong).toMatchObject({ successes: 1, trials: 9 });
    expect(outcomes.stubborn.sameOfFlagged).toMatchObject({ successes: 5, trials: 8 });
    expect(outcomes.stubborn.sameOfConfident).toMatchObject({ successes: 0, trials: 1 });
  });

  it("says how many parted", () => {
    expect(outcomes.parted).toMatchObject({ successes: 5, trials: 18 });
    expect(outcomes.rejoined).toMatchObject({ successes: 0, trials: 5 });
    expect(outcomes.medianPartsAtStep).toBe(5);
    expect(outcomes.medianRejoinsAtStep).toBeNull();
  });

  it("tells those that meet again at the very end from those that are together through the tail", () => {
    const met = (togetherSteps: number): ComparedPair => {
      const rejoinsAtStep = 17 - togetherSteps;
      const again = {
        partsAt: "5.1.1",
        partsAtStep: 5,
        rejoinsAt: `${rejoinsAtStep}.1.1`,
        rejoinsAtStep,
        togetherSteps,
      };
      return { ...pair(rollout(false), rollout(false), true), parting: { ...never, ...again } };
    };
    const { rejoined, togetherAtEnd } = compareOutcomes([met(0), met(3), met(4), met(9), ...pairs]);
    expect(rejoined).toMatchObject({ successes: 4, trials: 9 });
    expect(togetherAtEnd).toMatchObject({ successes: 2, trials: 9 });
  });
});
