import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpack } from "../../../test/render/decode-gif.ts";
import { lzw } from "./lzw.ts";

/** Pixels without pattern, so that codes come up fast. */
function noise(length: number, bits: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return (state >>> 16) & ((1 << bits) - 1);
  });
}

describe("the codes of GIF", () => {
  it("come back as the pixels that went in", () => {
    const pixels = fc.integer({ min: 2, max: 8 }).chain((bits) =>
      fc.record({
        bits: fc.constant(bits),
        values: fc.uint8Array({ max: (1 << bits) - 1, maxLength: 2000, size: "max" }),
      }),
    );
    fc.assert(
      fc.property(pixels, ({ bits, values }) => {
        expect(unpack(bits, lzw(values, bits))).toEqual([...values]);
      }),
    );
  });

  it("end well wherever the width of the codes grows", () => {
    for (let length = 0; length < 400; length++) {
      const values = noise(length, 2);
      expect(unpack(2, lzw(values, 2))).toEqual([...values]);
    }
  });

  it("start anew when all 4096 are used up, whatever comes next", () => {
    for (let length = 3990; length < 4110; length++) {
      const values = noise(length, 8);
      expect(unpack(8, lzw(values, 8))).toEqual([...values]);
    }
    const long = noise(30_000, 5);
    expect(unpack(5, lzw(long, 5))).toEqual([...long]);
  });

  it("pack what repeats", () => {
    expect(lzw(new Uint8Array(100_000), 4).length).toBeLessThan(1000);
  });
});
