import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { innerSize } from "./weight-shapes.ts";
import { hashWeights, transposedWeight, type Weight, weight } from "./weights.ts";

const MATRIX: Weight = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };

describe("transposedWeight", () => {
  it("turns [out, in] into [in, out], once per weight", () => {
    expect(transposedWeight(MATRIX)).toEqual({ shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
    expect(transposedWeight(MATRIX)).toBe(transposedWeight(MATRIX));
  });
});

describe("weight", () => {
  it("throws for a name that was not checked", () => {
    expect(weight(new Map([["a", MATRIX]]), "a")).toBe(MATRIX);
    expect(() => weight(new Map(), "b")).toThrow("no weight b");
  });
});

describe("hashWeights", () => {
  const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

  it("is the SHA-256 of one line per tensor: name, shape and the SHA-256 of its bytes", async () => {
    const second: Weight = { shape: [1], data: Float32Array.of(-0) };
    const line = (name: string, { shape, data }: Weight): string =>
      `${name} ${shape.join("x")} ${sha256(new Uint8Array(data.buffer))}\n`;
    const weights = new Map([
      ["a", MATRIX],
      ["b", second],
    ]);
    expect(await hashWeights(weights)).toBe(sha256(line("a", MATRIX) + line("b", second)));
  });

  it("sees a name, a shape, a bit", async () => {
    const hashes = await Promise.all(
      [
        new Map([["a", MATRIX]]),
        new Map([["b", MATRIX]]),
        new Map([["a", { ...MATRIX, shape: [3, 2] }]]),
        new Map([["a", { ...MATRIX, data: MATRIX.data.with(0, 1.0000001) }]]),
      ].map(hashWeights),
    );
    expect(new Set(hashes).size).toBe(4);
  });
});

describe("innerSize", () => {
  it("is two thirds of the expansion, rounded, up to a multiple of 256", () => {
    expect(innerSize(4, 512)).toBe(1536);
    expect(innerSize(4, 32)).toBe(256);
    expect(innerSize(4, 96)).toBe(256);
    expect(innerSize(4, 97)).toBe(512);
    expect(innerSize(4, 916)).toBe(2560);
  });
});
