import { describe, expect, it } from "vitest";
import { ropeTables } from "./rope.ts";

describe("the rotary tables", () => {
  it("are cos and sin of position / theta^(2i/headDim), the same in both halves", () => {
    const [positions, headDim, theta] = [916, 64, 10000];
    const { cos, sin } = ropeTables(positions, headDim, theta);
    let worst = 0;
    for (let position = 0; position < positions; position++) {
      for (let place = 0; place < headDim; place++) {
        const angle = position * theta ** ((-2 * (place % (headDim / 2))) / headDim);
        const at = position * headDim + place;
        worst = Math.max(
          worst,
          Math.abs((cos[at] as number) - Math.cos(angle)),
          Math.abs((sin[at] as number) - Math.sin(angle)),
        );
      }
    }
    // The angle itself is float32, as upstream's: half a unit in the last place of 915 is 3e-5.
    expect(worst).toBeLessThan(1e-4);
    expect(worst).toBeGreaterThan(1e-6);
  });

  it("turn nothing at the first position", () => {
    const { cos, sin } = ropeTables(1, 8, 10000);
    expect([...cos]).toEqual(new Array(8).fill(1));
    expect([...sin]).toEqual(new Array(8).fill(0));
  });
});
