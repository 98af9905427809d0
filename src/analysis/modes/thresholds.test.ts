import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS, parseThresholds, THRESHOLDS, thresholdsAsJson } from "./thresholds.ts";

describe("thresholds", () => {
  it("has an entry for each, within its bounds", () => {
    expect(THRESHOLDS.map(({ name }) => name).sort()).toEqual(Object.keys(DEFAULT_THRESHOLDS).sort());
    for (const { name, least, most } of THRESHOLDS) {
      expect(DEFAULT_THRESHOLDS[name]).toBeGreaterThanOrEqual(least);
      expect(DEFAULT_THRESHOLDS[name]).toBeLessThanOrEqual(most);
    }
  });

  it("reads key=value and leaves the others", () => {
    const thresholds = parseThresholds(["settled=1e-5", "wandering_answers=0.25"]);
    expect(thresholds).toEqual({ ...DEFAULT_THRESHOLDS, settled: 1e-5, wanderingAnswers: 0.25 });
    expect(thresholdsAsJson(thresholds)).toMatchObject({ settled: 1e-5, wandering_answers: 0.25, halt: 1 });
  });

  it.each([
    [["settled=0.5"], "settled=0.5 (expected at most wandering, which is 0.01)"],
    [["wandering=1e-4"], "wandering=1e-4 (expected at least settled, which is 0.001)"],
    [["settled=0.1", "wandering=0.05"], "wandering=0.05 (expected at least settled, which is 0.1)"],
    [["wandering=1e-4", "settled=1e-3", "halt=0"], "settled=1e-3 (expected at most wandering, which is 0.0001)"],
  ])("of settled and wandering, names the one that was asked for last: %s", (texts, sentence) => {
    expect(() => parseThresholds(texts)).toThrow(`invalid threshold: ${sentence}`);
  });

  it.each([
    "settle=1",
    "settled",
    "settled=",
    "settled=x",
    "settled=1=2",
    "settled=-1",
    "settled=NaN",
    "halt=Infinity",
    "toString=1",
  ])("refuses %s", (text) => {
    expect(() => parseThresholds([text])).toThrow(/^invalid threshold: /);
  });
});
