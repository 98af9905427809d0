import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox4x32 } from "./philox.ts";

const MASK = 0xffffffffn;

function encrypt(counter: readonly number[], key: readonly number[]): number[] {
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter;
  const [k0 = 0, k1 = 0] = key;
  const out = new Uint32Array(4);
  philox4x32(c0, c1, c2, c3, k0, k1, out);
  return [...out];
}

/** The paper's definition in big integers. */
function encryptByDefinition(counter: readonly number[], key: readonly number[]): number[] {
  let [l0 = 0n, r0 = 0n, l1 = 0n, r1 = 0n] = counter.map(BigInt);
  let [k0 = 0n, k1 = 0n] = key.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const [product0, product1] = [l0 * 0xd2511f53n, l1 * 0xcd9e8d57n];
    [l0, r0, l1, r1] = [(product1 >> 32n) ^ r0 ^ k0, product1 & MASK, (product0 >> 32n) ^ r1 ^ k1, product0 & MASK];
    [k0, k1] = [(k0 + 0x9e3779b9n) & MASK, (k1 + 0xbb67ae85n) & MASK];
  }
  return [l0, r0, l1, r1].map(Number);
}

describe("philox4x32", () => {
  // Random123 1.09 and later, tests/kat_vectors, the three lines "philox4x32 10".
  it("gives the published answer for zeros", () => {
    expect(encrypt([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  });

  it("gives the published answer for ones", () => {
    const ones = 0xffffffff;
    expect(encrypt([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  });

  it("gives the published answer for the digits of pi", () => {
    const counter = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
    expect(encrypt(counter, [0xa4093822, 0x299f31d0])).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
  });

  it("equals its definition in big integers for any counter and key", () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 0xffff, 0x10000, 0xffffffff));
    const words = (length: number) => fc.array(word, { minLength: length, maxLength: length });
    fc.assert(
      fc.property(words(4), words(2), (counter, key) => {
        expect(encrypt(counter, key)).toEqual(encryptByDefinition(counter, key));
      }),
      { numRuns: 500 },
    );
  });
});
