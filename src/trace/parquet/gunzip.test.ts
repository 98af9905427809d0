import { constants, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixpointError } from "../../errors.ts";
import { gunzipExactly } from "./gunzip.ts";

/** Bytes that compress: few values, runs and repeats. */
const compressible = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 })), { maxLength: 30 })
  .map((pieces) =>
    Uint8Array.from(pieces.flatMap(([piece, times]) => Array.from({ length: times }, () => [...piece])).flat()),
  );

const unpacksTo = (bytes: Uint8Array, packed: Uint8Array): boolean =>
  Buffer.compare(gunzipExactly(packed, bytes.length), bytes) === 0;

describe("gunzipExactly", () => {
  it("gives back what zlib packed, at every level and strategy", () => {
    const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;
    const strategy = fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE);
    const bytes = fc.oneof(compressible, fc.uint8Array({ maxLength: 70_000, size: "max" }));
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 9 }), strategy, (plain, level, s) =>
        unpacksTo(plain, gzipSync(plain, { level, strategy: s })),
      ),
      { numRuns: 60 },
    );
  });

  it("copies from as far back as deflate reaches", () => {
    const random = new Uint8Array(32_768).map((_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 11) & 0xff);
    const plain = new Uint8Array([...random, ...random.subarray(0, 258), ...random]);
    expect(unpacksTo(plain, gzipSync(plain, { level: 9 }))).toBe(true);
  });

  it("skips a name and a comment in the header", () => {
    const plain = new TextEncoder().encode("steps");
    const packed = gzipSync(plain);
    packed[3] = 8 | 16;
    const named = Buffer.concat([packed.subarray(0, 10), Buffer.from("a name\0a comment\0"), packed.subarray(10)]);
    expect(unpacksTo(plain, named)).toBe(true);
  });

  it("refuses another length than was promised", () => {
    const packed = gzipSync(new Uint8Array(1000));
    expect(() => gunzipExactly(packed, 999)).toThrow("length that was promised");
    expect(() => gunzipExactly(packed, 1001)).toThrow("length that was promised");
  });

  it("refuses a member that unpacks to more than it says, without storing it", () => {
    const packed = gzipSync(new Uint8Array(1_000_000));
    new DataView(packed.buffer, packed.byteOffset).setUint32(packed.length - 4, 1000, true);
    expect(() => gunzipExactly(packed, 1000)).toThrow("checksum");
  });

  it("refuses every cut and every flipped bit, and never anything but a FixpointError", () => {
    const plain = Uint8Array.from({ length: 3000 }, (_, i) => (i % 97 < 50 ? i % 7 : (i * i) % 251));
    const packed = gzipSync(plain);
    const outcome = (bytes: Uint8Array): unknown => {
      try {
        return unpacksTo(plain, bytes) ? "unpacked" : "wrong";
      } catch (error) {
        return error instanceof FixpointError ? "refused" : error;
      }
    };
    for (let end = 0; end < packed.length; end++) {
      // The last four bytes repeat the length, which is known.
      expect(outcome(packed.subarray(0, end))).toBe("refused");
    }
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const flipped = Uint8Array.from(packed);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(["refused", "unpacked"]).toContain(outcome(flipped));
    }
  });
});
