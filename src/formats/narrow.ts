/**
 * @file float32 to the 16-bit formats, rounded to nearest even. The way back is in `dtype.ts`.
 */

import { invalid } from "../errors.ts";

/** The formats that weights are written in. */
export type FloatDtype = "f32" | "f16" | "bf16";

export const FLOAT_DTYPES: readonly FloatDtype[] = ["f32", "f16", "bf16"];

/** The largest finite number of each: (2 − 2⁻¹⁰) · 2¹⁵ and (2 − 2⁻⁷) · 2¹²⁷. */
const LARGEST = { f16: "65504", bf16: "3.39e38" } as const;

export interface NarrowedTensor {
  /** For the error message. */
  readonly name: string;
  /** The index that the first of the values has in the tensor. */
  readonly first: number;
  /** The file's name. */
  readonly where: string;
}

/**
 * The values in another format, little-endian; for f32 their own memory. NaN and infinities stay what they are. A finite value that
 * would round to infinity is a `FixpointError` that names the tensor.
 */
export function encodeF32(values: Float32Array, dtype: FloatDtype, of: NarrowedTensor): Uint8Array {
  if (dtype === "f32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const [narrowed, infinity] = dtype === "f16" ? [f16Bits, 0x7c00] : [bf16Bits, 0x7f80];
  const halves = new Uint16Array(bits.length);
  for (let place = 0; place < bits.length; place++) {
    const half = narrowed(bits[place] as number);
    if ((half & 0x7fff) === infinity && Number.isFinite(values[place])) {
      throw invalid("weight", `${values[place]} at element ${of.first + place} of ${of.name}`, {
        expected: `at most ${LARGEST[dtype]} in size, the largest that ${dtype} can hold`,
        where: of.where,
      });
    }
    halves[place] = half;
  }
  return new Uint8Array(halves.buffer);
}

/** IEEE binary32 (1 sign, 8 exponent, 23 fraction bits) to binary16 (1, 5, 10); both as their bits. */
function f16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7c00 | payload((magnitude >> 13) & 0x3ff, 0x200);
  // 65520, half-way between the largest number and what would be the next.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // From 2⁻¹⁴ on the exponent is counted from 15 instead of 127. A fraction that rounds up to 2 carries into it.
  if (magnitude >= 0x38800000) return sign | roundedShift(magnitude - (112 << 23), 13);
  // Below lie the multiples of 2⁻²⁴: significand · 2^(exponent − 150) in that unit.
  const shift = 126 - (magnitude >> 23);
  return shift > 24 ? sign : sign | roundedShift((magnitude & 0x7fffff) | 0x800000, shift);
}

/** bfloat16 is the upper half of a float32. */
function bf16Bits(bits: number): number {
  const magnitude = bits & 0x7fffffff;
  const sign = (bits >>> 16) & 0x8000;
  if (magnitude > 0x7f800000) return sign | 0x7f80 | payload((magnitude >> 16) & 0x7f, 0x40);
  return sign | roundedShift(magnitude, 16);
}

/** What is left of a NaN's payload; without any bit of it the NaN would be an infinity. */
const payload = (kept: number, quiet: number): number => (kept === 0 ? quiet : kept);

/** `value` / 2^shift, to the nearest whole number, to the even one of two. */
function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
