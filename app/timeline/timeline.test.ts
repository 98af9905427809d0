import { beforeAll, describe, expect, it } from "vitest";
import { type RecordedRollout, record } from "../../src/trace/recorder.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { MADE_UP, madeUpEvents, madeUpRows } from "../../test/made-up-rollout.ts";
import { stripOf } from "../views/puzzle/strip.ts";
import { spokenAddress } from "./describe.ts";
import { markersOf, settledAt } from "./markers.ts";
import { moveBy, moveToMarker } from "./moves.ts";
import { seriesOf } from "./series.ts";
import { type Timeline, timelineOf } from "./timeline.ts";

const cycles = { hCycles: 3, lCycles: 4 };
let recorded: RecordedRollout;
let timeline: Timeline;

beforeAll(async () => {
  const rows = madeUpRows(0, 1, 6);
  const schedule = { ...cycles, states: ["z_H", "z_L"] as const };
  const options = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 7, intervention: "" } as const;
  for await (const rollout of record(madeUpEvents(rows, { ...MADE_UP, steps: 6 }), options)) recorded = rollout;
  timeline = timelineOf(recorded.steps, cycles);
});

describe("a timeline", () => {
  it("has a position for every L-step, with the answer at the last of an H-step", () => {
    expect(timeline.length).toBe(6 * 3 * 4);
    expect(timeline.steps).toBe(6);
    expect(timeline.at(2).shown.kind).toBe("probe");
    expect(timeline.at(3).shown.kind).toBe("answer");
    expect(timeline.at(3).probe?.lStep).toBe(4);
  });

  it("spans the whole rollout while it is under way, of which the filmstrip has all columns", () => {
    const begun = timelineOf(recorded.steps.slice(0, 7), cycles, 6);
    expect([begun.length, begun.span, begun.steps]).toEqual([6, 6 * 3 * 4, 6]);
    expect(begun.addressOf(begun.indexOf(null))).toBe("1.2.2");
    expect(timeline.span).toBe(timeline.length);
    const columns = stripOf(begun, []);
    expect(columns.map(({ supervisionStep, rows }) => [supervisionStep, rows.length])).toEqual([
      [1, 2],
      ...[2, 3, 4, 5, 6].map((step) => [step, 0]),
    ]);
  });

  it("finds every position by its address", () => {
    for (const index of timeline.positions.keys()) expect(timeline.indexOf(timeline.addressOf(index))).toBe(index);
  });

  it("finds an answer by the address of its last probe, and a supervision step by its number", () => {
    expect(timeline.indexOf("2.1.4")).toBe(timeline.indexOf("2.1"));
    expect(timeline.indexOf("2")).toBe(timeline.indexOf("2.3"));
  });

  it("stands at the end for an address that it lacks", () => {
    for (const address of [null, "7", "1.9", "x"]) expect(timeline.indexOf(address)).toBe(71);
  });

  it("says the address in words", () => {
    expect(spokenAddress(timeline, timeline.indexOf("5.2.3"))).toBe("supervision step 5, H-step 2, L-step 3, probe");
    expect(spokenAddress(timeline, timeline.indexOf("5.2"))).toBe("supervision step 5, H-step 2, answer");
  });
});

describe("moving", () => {
  const from = (address: string, ...move: [level: "l" | "h" | "supervision", direction: 1 | -1]) =>
    timeline.addressOf(moveBy(timeline, timeline.indexOf(address), ...move));

  it("goes from L-step to L-step, from answer to answer, from supervision step to supervision step", () => {
    expect([from("2.1.2", "l", 1), from("2.1.2", "l", -1)]).toEqual(["2.1.3", "2.1.1"]);
    expect([from("2.1.2", "h", 1), from("2.1.2", "h", -1)]).toEqual(["2.1", "1.3"]);
    expect([from("2.1.2", "supervision", 1), from("2.3", "supervision", 1)]).toEqual(["2.3", "3.3"]);
  });

  it("stays within the rollout", () => {
    expect([from("1.1.1", "l", -1), from("1.1", "supervision", -1)]).toEqual(["1.1.1", "1.1.1"]);
    expect([from("6.3", "l", 1), from("6.3", "h", 1)]).toEqual(["6.3", "6.3"]);
  });

  it("goes to the next marker, or stays", () => {
    const markers = [3, 9].map((index) => ({ kind: "halt", index, label: "" }) as const);
    expect([moveToMarker(markers, 0, 1), moveToMarker(markers, 3, 1), moveToMarker(markers, 9, 1)]).toEqual([3, 9, 9]);
    expect(moveToMarker(markers, 9, -1)).toBe(3);
  });
});

describe("markers", () => {
  it("name the position from which on nothing changes", () => {
    const settled = settledAt(timeline) ?? -1;
    const changed = timeline.positions.map(({ probe }) => probe?.cellsChanged ?? 0);
    expect(changed.slice(settled + 1).every((cells) => cells === 0)).toBe(true);
    expect(changed[settled]).toBeGreaterThan(0);
  });

  it("name where it was first right, where it was lost, where the model would halt, and what was done to it", () => {
    const cellsWrong = [2, 0, 0, 1].map((wrong) => wrong);
    const steps = cellsWrong.map((wrong, at): StepRecord => {
      const { shown } = timeline.at(4 * at + 3);
      return { ...shown, supervisionStep: at + 1, hStep: 3, cellsWrong: wrong, cellsChanged: 1 };
    });
    const own = timelineOf(steps, cycles);
    const markers = markersOf(own, { ...recorded.rollout, haltStep: 3, intervention: "" });
    expect(markers.map(({ kind, label }) => [kind, label])).toEqual([
      ["solved", "first solved at 2.3"],
      ["halt", "the model would halt at 3.3"],
      ["lost", "no longer solved at 4.3"],
    ]);
    const kicked = markersOf(timeline, {
      ...recorded.rollout,
      haltStep: null,
      intervention: "noise@5:target=z_L,sigma=1",
    });
    expect(kicked.filter(({ kind }) => kind === "intervention").map(({ index }) => timeline.addressOf(index))).toEqual([
      "5.1.1",
    ]);
  });
});

describe("series", () => {
  it("have a number where it was measured", () => {
    const movement = seriesOf(timeline, "hCosDist");
    expect(movement.name).toBe("h_cos_dist");
    expect([...movement.values].map(Number.isNaN)).toEqual(
      timeline.positions.map(({ answer }) => answer === undefined),
    );
    expect([...seriesOf(timeline, "lCosDist").values].some(Number.isNaN)).toBe(false);
  });
});
