/**
 * @file The number formats that tensor files store, and their exact conversion to float32.
 *
 * Files are little-endian, and typed arrays have the host's byte order. Every host that runs JavaScript today is
 * little-endian; this is the one place that relies on it.
 */

/** How a tensor's elements are stored. */
export type StoredDtype = "f64" | "f32" | "f16" | "bf16" | "i64" | "i32" | "i16" | "i8" | "u8" | "bool";

/** Bytes per element. */
export const ITEM_SIZE: Readonly<Record<StoredDtype, number>> = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  u8: 1,
  bool: 1,
};

/**
 * Elements as float32, rounded to nearest even where float32 cannot hold them; booleans give 0 and 1.
 * For f32 the result shares the memory of `bytes` where their alignment allows it.
 */
export function decodeF32(bytes: Uint8Array<ArrayBuffer>, dtype: StoredDtype): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = aligned(bytes, ITEM_SIZE[dtype]);
  const length = byteLength / ITEM_SIZE[dtype];
  switch (dtype) {
    case "f32":
      return new Float32Array(buffer, byteOffset, length);
    case "f64":
      return Float32Array.from(new Float64Array(buffer, byteOffset, length));
    case "f16":
      return widen(new Uint16Array(buffer, byteOffset, length), f16Bits);
    case "bf16":
      return widen(new Uint16Array(buffer, byteOffset, length), bf16Bits);
    case "i64":
      return f32FromI64(new BigInt64Array(buffer, byteOffset, length));
    case "i32":
      return Float32Array.from(new Int32Array(buffer, byteOffset, length));
    case "i16":
      return Float32Array.from(new Int16Array(buffer, byteOffset, length));
    case "i8":
      return Float32Array.from(new Int8Array(buffer, byteOffset, length));
    case "u8":
      return Float32Array.from(new Uint8Array(buffer, byteOffset, length));
    case "bool":
      return Float32Array.from(new Uint8Array(buffer, byteOffset, length), (byte) => (byte === 0 ? 0 : 1));
  }
}

/** The same bytes at an address that a typed array of this item size accepts; copied only where they must be. */
function aligned(bytes: Uint8Array<ArrayBuffer>, itemSize: number): Uint8Array<ArrayBuffer> {
  return bytes.byteOffset % itemSize === 0 ? bytes : new Uint8Array(bytes);
}

/** Writes bit patterns, not numbers: a NaN keeps its payload. */
function widen(halves: Uint16Array, f32Bits: (half: number) => number): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = f32Bits(halves[i] ?? 0);
  return new Float32Array(bits.buffer);
}

/** bfloat16 is the upper half of a float32. */
function bf16Bits(half: number): number {
  return half << 16;
}

/** IEEE binary16 (1 sign, 5 exponent, 10 fraction bits) to binary32. */
function f16Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // Subnormal, fraction · 2⁻²⁴: shifted until its leading one is the implicit one of a normal float32.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}

function f32FromI64(integers: BigInt64Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(integers.length);
  for (let i = 0; i < integers.length; i++) out[i] = roundedOnce(integers[i] ?? 0n);
  return out;
}

/** A double that rounds to the same float32 as the integer does; going through the nearest double could round twice. */
function roundedOnce(integer: bigint): number {
  const nearest = Number(integer);
  if (Number.isSafeInteger(nearest)) return nearest;
  // Round to odd: 52 bits are kept, and the last one is set if any bit was dropped.
  const dropped = integer & 0x7ffn;
  const kept = integer >> 11n;
  return Number(dropped === 0n ? kept : kept | 1n) * 2048;
}
