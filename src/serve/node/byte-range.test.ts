import { describe, expect, it } from "vitest";
import { parseRange } from "./byte-range.ts";

describe("a range", () => {
  it.each([
    ["bytes=0-0", { first: 0, last: 0 }],
    ["bytes=2-5", { first: 2, last: 5 }],
    ["bytes=7-", { first: 7, last: 9 }],
    ["bytes=7-99", { first: 7, last: 9 }],
    ["bytes=-3", { first: 7, last: 9 }],
    ["bytes=-99", { first: 0, last: 9 }],
  ])("%s of ten bytes", (header, range) => {
    expect(parseRange(header, 10)).toEqual(range);
  });

  it("cannot be satisfied behind the end, nor of an empty file", () => {
    expect([parseRange("bytes=10-12", 10), parseRange("bytes=-0", 10), parseRange("bytes=0-0", 0)]).toEqual(
      Array(3).fill("unsatisfiable"),
    );
  });

  it("is all of the file where the header is none, or of no single range", () => {
    for (const header of [undefined, "bytes=5-2", "bytes=0-1,3-4", "lines=1-2", "bytes=-", "bytes=a-b"]) {
      expect(parseRange(header, 10)).toBeUndefined();
    }
  });
});
