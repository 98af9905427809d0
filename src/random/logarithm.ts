/**
 * @file The natural logarithm from IEEE basic operations alone: the last bits of `Math.log` differ between machines, and
 * noise must not.
 */

/** ln 2 in two parts; the first has 21 trailing zero bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** About √½. */
const LOWEST_MANTISSA = 181 / 256;

const view = new DataView(new ArrayBuffer(8));

/**
 * ln(x) for a positive normal float64, to within 1e-15 relative. Anything else (0, negative, subnormal, infinite, NaN)
 * is a bug of the caller.
 *
 * x = m · 2^e with m in about [√½, √2), and ln m = 2 artanh((m − 1) / (m + 1)) by its Taylor series; the first term left out
 * is below 2^-60 of the first.
 */
export function naturalLogarithm(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1022;
  // The fraction under the exponent of ½: m in [½, 1).
  view.setUint32(0, (high & 0x000fffff) | 0x3fe00000);
  let m = view.getFloat64(0);
  if (m < LOWEST_MANTISSA) {
    m += m;
    exponent -= 1;
  }
  const s = (m - 1) / (m + 1);
  const t = s * s;
  let series = 1 / 21;
  series = series * t + 1 / 19;
  series = series * t + 1 / 17;
  series = series * t + 1 / 15;
  series = series * t + 1 / 13;
  series = series * t + 1 / 11;
  series = series * t + 1 / 9;
  series = series * t + 1 / 7;
  series = series * t + 1 / 5;
  series = series * t + 1 / 3;
  return exponent * LN2_HIGH + (2 * s + (2 * s * t * series + exponent * LN2_LOW));
}
