import { describe, expect, it } from "vitest";
import { doubtOf, doubtOfCell, doubtsOf, shownDoubt } from "./doubt.ts";

const tokens = Uint8Array.of(2, 0);
const nothing = { tokens, confidence: null, probabilities: null };
const largest = { ...nothing, confidence: Uint8Array.of(255, 51) };
const all = { ...nothing, probabilities: Uint8Array.of(0, 0, 255, 85, 85, 85) };

describe("doubt", () => {
  it("is what the run recorded, and nothing without", () => {
    expect([nothing, largest, all].map(doubtsOf)).toEqual([[], ["probability"], ["probability", "entropy", "margin"]]);
    expect(doubtOf("entropy", nothing)).toBeNull();
    expect(doubtOf("off", all)).toBeNull();
  });

  it("is the largest probability where another measure is not known", () => {
    expect(shownDoubt("margin", largest)).toBe("probability");
    expect([...(doubtOf("margin", largest) ?? [])]).toEqual([0, expect.closeTo(0.8)]);
  });

  it("is none of a cell that is sure, and all there can be of one that knows nothing", () => {
    expect([...(doubtOf("entropy", all) ?? [])]).toEqual([0, expect.closeTo(1)]);
    expect([...(doubtOf("margin", all) ?? [])]).toEqual([0, 1]);
    expect([...(doubtOf("probability", all) ?? [])]).toEqual([0, expect.closeTo(2 / 3)]);
  });

  it("takes bytes that do not add up to one for shares of what they add up to", () => {
    expect(doubtOfCell("entropy", [126, 126, 0])).toBeCloseTo(Math.log(2) / Math.log(3));
    expect(doubtOfCell("margin", [150, 50])).toBeCloseTo(0.5);
  });
});
