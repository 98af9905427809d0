/**
 * @file Standard normal numbers in float64 by inversion, one from every two random words, from IEEE basic operations
 * alone. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37(3), 1988.
 */

import { naturalLogarithm } from "./logarithm.ts";

const TWO_TO_MINUS_53 = 1.1102230246251565e-16;
const TWO_TO_21 = 2097152;

/**
 * A uniform number less ½: one of the 2⁵³ odd multiples of 2⁻⁵⁴ in (−½, ½), all equally likely. Never −½, 0 or ½, and
 * exactly symmetric. The sign is the first word's top bit; the magnitude its other 31 bits and the upper 21 of `low`.
 */
export function centredUniform(high: number, low: number): number {
  const magnitude = ((high & 0x7fffffff) * TWO_TO_21 + (low >>> 11) + 0.5) * TWO_TO_MINUS_53;
  return high >>> 31 === 1 ? -magnitude : magnitude;
}

/**
 * The number below which a standard normal lies with probability ½ + `q`, to within 1e-15 relative; `q` in (−½, ½).
 * Taking q, not ½ + q, keeps it odd to the last bit and accurate in the upper tail as in the lower.
 */
export function centredNormalQuantile(q: number): number {
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    const numerator = polynomial(
      r,
      3.3871328727963665,
      133.14166789178438,
      1971.5909503065513,
      13731.69376550946,
      45921.95393154987,
      67265.7709270087,
      33430.57558358813,
      2509.0809287301227,
    );
    const denominator = polynomial(
      r,
      1,
      42.31333070160091,
      687.1870074920579,
      5394.196021424751,
      21213.794301586597,
      39307.89580009271,
      28729.085735721943,
      5226.495278852854,
    );
    return (q * numerator) / denominator;
  }
  // ½ − |q| is exact here: both are multiples of 2⁻⁵⁴ and the difference is the smaller.
  const tail = q < 0 ? 0.5 + q : 0.5 - q;
  const x = tailQuantile(Math.sqrt(-naturalLogarithm(tail)));
  return q < 0 ? -x : x;
}

/** `root` = √(−ln p), p the tail's probability, below 0.075. */
function tailQuantile(root: number): number {
  if (root <= 5) {
    const r = root - 1.6;
    const numerator = polynomial(
      r,
      1.4234371107496835,
      4.630337846156546,
      5.769497221460691,
      3.6478483247632045,
      1.2704582524523684,
      0.2417807251774506,
      0.022723844989269184,
      0.0007745450142783414,
    );
    const denominator = polynomial(
      r,
      1,
      2.053191626637759,
      1.6763848301838038,
      0.6897673349851,
      0.14810397642748008,
      0.015198666563616457,
      0.0005475938084995345,
      1.0507500716444169e-9,
    );
    return numerator / denominator;
  }
  const r = root - 5;
  const numerator = polynomial(
    r,
    6.657904643501103,
    5.463784911164114,
    1.7848265399172913,
    0.29656057182850487,
    0.026532189526576124,
    0.0012426609473880784,
    2.7115555687434876e-5,
    2.0103343992922881e-7,
  );
  const denominator = polynomial(
    r,
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-5,
    1.421511758316446e-7,
    2.0442631033899397e-15,
  );
  return numerator / denominator;
}

/** c0 + c1 x + … + c7 x⁷, by Horner's rule. The order of operations is part of the noise's definition. */
function polynomial(
  x: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  c4: number,
  c5: number,
  c6: number,
  c7: number,
): number {
  return ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0;
}
