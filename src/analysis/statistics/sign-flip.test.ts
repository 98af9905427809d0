import fc from "fast-check";
import { expect, it } from "vitest";
import { mcnemarExact } from "./proportion.ts";
import { signFlipExact } from "./sign-flip.ts";

it("is McNemar's exact test where no puzzle counts more than once", () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (gained, lost, same) => {
      const differences = [...new Array(gained).fill(1), ...new Array(lost).fill(-1), ...new Array(same).fill(0)];
      expect(signFlipExact(differences)).toBeCloseTo(mcnemarExact(gained, lost), 10);
    }),
  );
});

it("counts a puzzle once, however many of its versions changed", () => {
  expect(signFlipExact([8])).toBe(1);
  expect(signFlipExact([8, 8, 8])).toBe(0.25);
});

it("adds up all sums as far from 0", () => {
  // 4 of the 8 sums of ±3 ±2 ±1 (6, 4, 2, 0, 0, −2, −4, −6) are 4 or further.
  expect(signFlipExact([3, 2, -1])).toBe(0.5);
});

it("is 1 where nothing changed", () => {
  expect(signFlipExact([0, 0])).toBe(1);
  expect(signFlipExact([])).toBe(1);
});
