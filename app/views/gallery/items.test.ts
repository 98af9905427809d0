import { beforeAll, describe, expect, it } from "vitest";
import { measure } from "../../../src/analysis/modes/measure.ts";
import { seriesOf } from "../../../src/analysis/modes/series.ts";
import { type RecordedRollout, record } from "../../../src/trace/recorder.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import { madeUpEvents, madeUpRows } from "../../../test/made-up-rollout.ts";
import {
  countsOf,
  type GalleryItem,
  galleryWords,
  itemsOf,
  type Selection,
  selectItems,
  thresholdsOf,
} from "./items.ts";

const recorded: RecordedRollout[] = [];
let items: readonly GalleryItem[];
const all: Selection = { search: "", verdicts: [], sort: "order", descending: false };
const rolloutsOf = (selection: Partial<Selection>) =>
  selectItems(items, { ...all, ...selection }).map(({ record }) => record.rollout);

beforeAll(async () => {
  const rows = madeUpRows(0, 10, 6);
  const schedule = { hCycles: 3, lCycles: 4, states: ["z_H", "z_L"] as const };
  const options = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 7, intervention: "" } as const;
  for await (const rollout of record(madeUpEvents(rows), options)) recorded.push(rollout);
  items = itemsOf(
    recorded.map(({ rollout }) => rollout),
    [],
    thresholdsOf({}),
  );
});

describe("gallery items", () => {
  it("say what the record says as long as nothing is measured", () => {
    for (const { record, verdict } of items) {
      const failed = record.firstSolved === null ? "not_solved" : "solved_then_lost";
      expect(verdict).toBe(record.solved === null ? "unknown" : record.solved ? "solved" : failed);
    }
    expect(countsOf(items).reduce((sum, { count }) => sum + count, 0)).toBe(10);
  });

  it("are classified anew by the thresholds once they are measured", () => {
    const records = recorded.map(({ rollout }) => rollout);
    const measured = recorded.map(({ rollout, steps }) => measure(rollout, seriesOf(steps)));
    const verdicts = (moved: Record<string, number>) =>
      itemsOf(records, measured, thresholdsOf(moved)).map(({ verdict }) => verdict);
    expect(verdicts({ settled: 2, halt: -100 })).toContain("wrong_fixed_point_confident");
    expect(verdicts({ settled: 2, halt: 100 })).toContain("wrong_fixed_point_flagged");
    expect(verdicts({ settled: 2, halt: 100 })).not.toContain("wrong_fixed_point_confident");
  });

  it("are told in a sentence", () => {
    const counts = [
      { verdict: "solved", count: 2 },
      { verdict: "wrong_fixed_point_flagged", count: 1 },
    ] as const;
    expect([galleryWords(counts, 3), galleryWords(counts, 1)]).toEqual([
      "3 rollouts: 2 solved; 1 wrong, flagged. All are shown.",
      "3 rollouts: 2 solved; 1 wrong, flagged. Shown: 1.",
    ]);
  });

  it("are found by any words of what is written about them", () => {
    expect(rolloutsOf({ search: "made-up-3" })).toEqual([3]);
    expect(rolloutsOf({ search: "MADE solved" }).length).toBeGreaterThan(0);
    expect(rolloutsOf({ search: "nothing of the kind" })).toEqual([]);
  });

  it("searches what was noted too", () => {
    const noted = ({ rollout }: RolloutRecord): string => (rollout === 4 ? "Shifted by ONE" : "");
    const found = selectItems(items, { ...all, search: "shifted made-up" }, noted);
    expect(found.map(({ record }) => record.rollout)).toEqual([4]);
  });

  it("are filtered by verdict", () => {
    expect(rolloutsOf({ verdicts: ["unknown"] })).toEqual([4, 9]);
  });

  it("are sorted either way, those without a key last", () => {
    expect(rolloutsOf({ descending: true })[0]).toBe(9);
    for (const descending of [false, true]) {
      const keys = rolloutsOf({ sort: "solved", descending }).map((rollout) => recorded[rollout]?.rollout.firstSolved);
      const known = keys.filter((key) => key !== null) as number[];
      expect(keys.slice(0, known.length)).toEqual(known);
      expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
      expect(known.length).toBeLessThan(10);
    }
  });
});

describe("thresholds of a link", () => {
  it("stay within their bounds, and unknown ones are passed over", () => {
    expect(thresholdsOf({ halt: -3 }, { ...thresholdsOf({}), settled: 0.5 })).toMatchObject({ settled: 0.5, halt: -3 });
    expect(thresholdsOf({ settled: 99, halt: -3, nonsense: 1 })).toMatchObject({ settled: 2, halt: -3 });
  });
});
