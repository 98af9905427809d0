import { describe, expect, it } from "vitest";
import { HELD_OUT_ONE_IN, splitOf } from "./held-out.ts";

describe("splitOf", () => {
  it("holds one in four out, also of keys that look alike", () => {
    for (const prefix of ["", "000/0", "4294967"]) {
      const held = Array.from({ length: 8000 }, (_, n) => splitOf(`${prefix}${n}`)).filter((split) => split === "test");
      // 2000, standard deviation 39
      expect(Math.abs(held.length - 8000 / HELD_OUT_ONE_IN)).toBeLessThan(200);
    }
  });
});
