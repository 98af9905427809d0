import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeF32 } from "./dtype.ts";
import { encodeF32, type FloatDtype } from "./narrow.ts";

const OF = { name: "lm_head.weight", first: 0, where: "step_5" };
const EVERY_16_BITS = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

const halvesOf = (values: Float32Array, dtype: FloatDtype): Uint16Array =>
  new Uint16Array(encodeF32(values, dtype, OF).slice().buffer);
const widened = (halves: Uint16Array<ArrayBuffer>, dtype: FloatDtype) =>
  decodeF32(new Uint8Array(halves.buffer), dtype);

/** A float32 as an exact fraction: integer · 2⁻¹⁴⁹, whose sign is that of the number. */
const exact = (value: number): bigint => {
  const [bits = 0] = new Uint32Array(Float32Array.of(value).buffer);
  const exponent = (bits >>> 23) & 0xff;
  const significand = BigInt(exponent === 0 ? bits & 0x7fffff : (bits & 0x7fffff) | 0x800000);
  const magnitude = significand << BigInt(Math.max(exponent - 1, 0));
  return bits >>> 31 === 1 ? -magnitude : magnitude;
};

/** Of all finite halves of the value's sign the nearest, the one with an even last bit where two are, by exact comparison. */
function nearestHalf(value: number, dtype: FloatDtype): number {
  const infinity = dtype === "f16" ? 0x7c00 : 0x7f80;
  const numbers = table(dtype);
  const wanted = exact(Math.abs(value));
  let low = 0;
  let high = infinity - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as bigint) <= wanted) low = middle;
    else high = middle;
  }
  const below = wanted - (numbers[low] as bigint);
  const above = (numbers[high] as bigint) - wanted;
  const nearest = below < above || (below === above && low % 2 === 0) ? low : high;
  return nearest | (value < 0 || Object.is(value, -0) ? 0x8000 : 0);
}

const tables = new Map<FloatDtype, readonly bigint[]>();

/** The exact values of the non-negative finite halves, ascending. */
function table(dtype: FloatDtype): readonly bigint[] {
  const known =
    tables.get(dtype) ?? [...widened(EVERY_16_BITS.slice(0, dtype === "f16" ? 0x7c00 : 0x7f80), dtype)].map(exact);
  tables.set(dtype, known);
  return known;
}

describe.each(["f16", "bf16"] as const)("%s", (dtype) => {
  const largest = dtype === "f16" ? 65504 : (2 - 2 ** -7) * 2 ** 127;

  it("gives each of its 65536 patterns back, NaNs with their payloads", () => {
    const back = halvesOf(widened(EVERY_16_BITS, dtype), dtype);
    expect(back.findIndex((half, pattern) => half !== pattern)).toBe(-1);
    expect(back).toHaveLength(2 ** 16);
  });

  it("rounds to the nearest, of two to the even one, as comparing exact fractions does", () => {
    const any = fc.oneof(
      fc.float({ min: -largest, max: largest, noNaN: true }),
      fc.float({ min: -Math.fround(2 ** -13), max: Math.fround(2 ** -13), noNaN: true }),
    );
    fc.assert(
      fc.property(any, (value) => {
        expect(halvesOf(Float32Array.of(value), dtype)[0]).toBe(nearestHalf(value, dtype));
      }),
      { numRuns: 2_000 },
    );
  });

  it("rounds what lies exactly between two neighbours to the even one, and its neighbours in float32 to theirs", () => {
    const numbers = widened(EVERY_16_BITS, dtype);
    const infinity = dtype === "f16" ? 0x7c00 : 0x7f80;
    for (let half = 0; half + 1 < infinity; half += 1) {
      const middle = Math.fround((numbers[half] as number) / 2 + (numbers[half + 1] as number) / 2);
      // Float32 holds every such middle exactly.
      const [bits = 0] = new Uint32Array(Float32Array.of(middle).buffer);
      const around = new Float32Array(Uint32Array.of(bits - 1, bits, bits + 1).buffer);
      const even = half % 2 === 0 ? half : half + 1;
      const got = halvesOf(around, dtype);
      if (got[0] !== half || got[1] !== even || got[2] !== half + 1)
        expect([half, ...got]).toEqual([half, half, even, half + 1]);
    }
  });

  it("keeps infinities and signed zeros, and a NaN a NaN however small its payload", () => {
    const infinity = dtype === "f16" ? 0x7c00 : 0x7f80;
    const special = Float32Array.of(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    expect([...halvesOf(special, dtype)]).toEqual([0, 0x8000, infinity, 0x8000 | infinity]);
    const nans = new Float32Array(Uint32Array.of(0x7f800001, 0xff800001, 0x7fffffff).buffer);
    expect([...widened(Uint16Array.from(halvesOf(nans, dtype)), dtype)].every(Number.isNaN)).toBe(true);
  });

  it("refuses a value that would round to infinity, and takes the last that does not", () => {
    // Half-way to what would be the next number: ties to even go up.
    const [bits = 0] = new Uint32Array(Float32Array.of(largest).buffer);
    const limit = bits + (dtype === "f16" ? 0x1000 : 0x8000);
    const [below = 0, tie = 0] = new Float32Array(Uint32Array.of(limit - 1, limit).buffer);
    for (const sign of [1, -1]) {
      expect(widened(Uint16Array.from(halvesOf(Float32Array.of(sign * below), dtype)), dtype)[0]).toBe(sign * largest);
      expect(() => encodeF32(Float32Array.of(1, sign * tie), dtype, { ...OF, first: 7 })).toThrow(
        `invalid weight: ${sign * tie} at element 8 of lm_head.weight (expected at most `,
      );
    }
  });
});

describe("f32", () => {
  it("is the values' own memory, bit for bit", () => {
    const values = new Float32Array(Uint32Array.of(0x7f800001, 0x80000000, 1).buffer).subarray(1);
    const bytes = encodeF32(values, "f32", OF);
    expect([bytes.buffer === values.buffer, bytes.byteOffset, bytes.byteLength]).toEqual([true, 4, 8]);
  });
});
