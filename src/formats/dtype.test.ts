/** @file Tests of the conversion of stored numbers to float32. */

import { describe, expect, it } from "vitest";
import { decodeF32, type StoredDtype } from "./dtype.ts";

const bitsOf = (values: Float32Array<ArrayBuffer>) => new Uint32Array(values.buffer, values.byteOffset, values.length);
const bytesOf = (array: { buffer: ArrayBuffer; byteLength: number }) => new Uint8Array(array.buffer);
const EVERY_16_BITS = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

describe("float16", () => {
  it("gives every number as its definition has it: (-1)^sign · 2^(exponent - 15) · 1.fraction", () => {
    const decoded = decodeF32(bytesOf(EVERY_16_BITS), "f16");
    for (const half of EVERY_16_BITS) {
      const sign = half >> 15 === 1 ? -1 : 1;
      const exponent = (half >> 10) & 0x1f;
      const fraction = (half & 0x3ff) / 1024;
      let expected = sign * 2 ** (exponent - 15) * (1 + fraction);
      if (exponent === 0) expected = sign * 2 ** -14 * fraction;
      if (exponent === 31) expected = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
      if (!Object.is(decoded[half], expected)) expect([half, decoded[half]]).toEqual([half, expected]);
    }
  });
});

describe("bfloat16", () => {
  it("is the upper half of a float32, bit for bit, NaN payloads included", () => {
    const bits = bitsOf(decodeF32(bytesOf(EVERY_16_BITS), "bf16"));
    expect(bits.every((word, half) => word === half * 2 ** 16)).toBe(true);
  });
});

describe("other dtypes", () => {
  const decode = (dtype: StoredDtype, array: { buffer: ArrayBuffer; byteLength: number }) => [
    ...decodeF32(bytesOf(array), dtype),
  ];

  it("round a double once, to the nearest float32", () => {
    expect(decode("f64", Float64Array.of(0.1, 1e300, -1e-300, 1 + 2 ** -24, 1 + 3 * 2 ** -24))).toEqual([
      Math.fround(0.1),
      Number.POSITIVE_INFINITY,
      -0,
      1,
      1 + 2 ** -22,
    ]);
  });

  it("round a 64-bit integer once, not first to a double", () => {
    const justAboveATie = 2n ** 60n + 2n ** 36n + 1n;
    const integers = [0n, -1n, 2n ** 53n + 1n, 2n ** 60n + 2n ** 36n, justAboveATie, -justAboveATie, -(2n ** 63n)];
    expect(decode("i64", BigInt64Array.from(integers))).toEqual([
      0,
      -1,
      2 ** 53,
      2 ** 60,
      2 ** 60 + 2 ** 37,
      -(2 ** 60 + 2 ** 37),
      -(2 ** 63),
    ]);
  });

  it("give integers by their sign and width, and booleans as 0 and 1", () => {
    expect(decode("i32", Int32Array.of(-(2 ** 31), 2 ** 24 + 1))).toEqual([-(2 ** 31), 2 ** 24]);
    expect(decode("i16", Int16Array.of(-32768, 32767))).toEqual([-32768, 32767]);
    expect(decode("i8", Int8Array.of(-128, 127))).toEqual([-128, 127]);
    expect(decode("u8", Uint8Array.of(0, 255))).toEqual([0, 255]);
    expect(decode("bool", Uint8Array.of(0, 1, 7))).toEqual([0, 1, 1]);
  });

  it("are read from any address, and f32 is not copied where it is aligned", () => {
    const bytes = new Uint8Array(16);
    new DataView(bytes.buffer).setFloat32(3, 1.5, true);
    expect([...decodeF32(bytes.subarray(3, 7), "f32")]).toEqual([1.5]);
    expect(decodeF32(bytes.subarray(4, 8), "f32").buffer).toBe(bytes.buffer);
  });
});
