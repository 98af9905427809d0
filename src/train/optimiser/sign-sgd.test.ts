import { describe, expect, it } from "vitest";
import { signSgd } from "./sign-sgd.ts";

describe("signSGD", () => {
  const table = () => Float32Array.of(1, 1, 2, 2, 3, 3);

  it("moves the rows that were used by the sign of their summed gradient, and lets them decay", () => {
    const rows = table();
    signSgd(rows, Int32Array.of(2, 0), Float32Array.of(0.5, -0.001, 0, 7), { lr: 0.1, weightDecay: 0.5 });
    const decayed = (x: number): number => x * (1 - 0.05);
    [decayed(1), decayed(1) - 0.1, 2, 2, decayed(3) - 0.1, decayed(3) + 0.1].forEach((value, place) => {
      expect(rows[place], `${place}`).toBeCloseTo(value, 6);
    });
  });

  it("updates an identifier that stands twice once", () => {
    const rows = table();
    signSgd(rows, Int32Array.of(1, 1), Float32Array.of(3, -1, -2, -1), { lr: 0.1, weightDecay: 0 });
    expect([...rows]).toEqual([1, 1, Math.fround(1.9), Math.fround(2.1), 3, 3]);
  });
});
