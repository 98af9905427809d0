/** @file Tests of reading tensors, and rows of tensors, by range. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Storage, storedTensor } from "./stored-tensor.ts";
import { contiguousStrides, type TensorLayout } from "./tensor-layout.ts";

/** A storage of f32 elements 0, 1, 2 …, and the ranges (in elements) that were read of it. */
function countingStorage(elements: number): Storage & { reads: [from: number, to: number][] } {
  const bytes = new Uint8Array(Float32Array.from({ length: elements }, (_, i) => i).buffer);
  const reads: [number, number][] = [];
  return {
    reads,
    size: bytes.length,
    async read(offset, length) {
      reads.push([offset / 4, (offset + length) / 4]);
      return bytes.slice(offset, offset + length);
    },
  };
}

const f32 = (shape: number[], strides = contiguousStrides(shape), offset = 0): TensorLayout => ({
  dtype: "f32",
  shape,
  strides,
  offset,
});

/** The elements by index arithmetic alone, for a storage that holds 0, 1, 2 … */
function elements({ shape, strides, offset }: TensorLayout, axis = 0, at = offset): number[] {
  if (axis === shape.length) return [at];
  return Array.from({ length: shape[axis] ?? 0 }, (_, i) =>
    elements({ dtype: "f32", shape, strides, offset }, axis + 1, at + i * (strides[axis] ?? 0)),
  ).flat();
}

describe("a tensor", () => {
  it("is read whole with one read of its own bytes", async () => {
    const storage = countingStorage(24);
    const tensor = storedTensor("w", f32([2, 3], [3, 1], 12), storage, "step_5");
    expect([...(await tensor.readF32())]).toEqual([12, 13, 14, 15, 16, 17]);
    expect(storage.reads).toEqual([[12, 18]]);
    expect(await tensor.readBytes()).toEqual(new Uint8Array(Float32Array.of(12, 13, 14, 15, 16, 17).buffer));
  });

  it("is read row-major whatever its strides are", async () => {
    const dims = fc.array(fc.nat(4), { maxLength: 4 });
    const layouts = dims.chain((shape) =>
      fc
        .tuple(fc.array(fc.nat(7), { minLength: shape.length, maxLength: shape.length }), fc.nat(5))
        .map(([strides, offset]) => f32(shape, strides, offset)),
    );
    await fc.assert(
      fc.asyncProperty(layouts, async (layout) => {
        const tensor = storedTensor("w", layout, countingStorage(100), "step_5");
        expect([...(await tensor.readF32())]).toEqual(elements(layout));
      }),
      { numRuns: 500 },
    );
  });

  it("may be a scalar, or empty", async () => {
    expect([...(await storedTensor("w", f32([]), countingStorage(1), "x").readF32())]).toEqual([0]);
    expect([...(await storedTensor("w", f32([0, 9]), countingStorage(0), "x").readF32())]).toEqual([]);
  });
});

describe("rows", () => {
  it("are read in the order asked for, adjacent ones together, repeated ones once, and nothing else", async () => {
    const storage = countingStorage(40);
    const tensor = storedTensor("w", f32([10, 4]), storage, "step_5");
    expect([...(await tensor.readRowsF32([7, 2, 3, 7, 5]))]).toEqual(
      [7, 2, 3, 7, 5].flatMap((row) => [0, 1, 2, 3].map((column) => row * 4 + column)),
    );
    expect(storage.reads).toEqual([
      [8, 16],
      [20, 24],
      [28, 32],
    ]);
    expect([...(await tensor.readRowsF32([]))]).toEqual([]);
  });

  it("are the same rows as of the whole tensor, whatever its strides are", async () => {
    const cases = fc.record({
      strides: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
      rows: fc.array(fc.nat(4), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ strides, rows }) => {
        const tensor = storedTensor("w", f32([5, 2, 3], strides), countingStorage(100), "step_5");
        const whole = await tensor.readF32();
        const expected = rows.flatMap((row) => [...whole.subarray(row * 6, row * 6 + 6)]);
        expect([...(await tensor.readRowsF32(rows))]).toEqual(expected);
      }),
    );
  });

  it("out of range, and rows of a scalar, are refused", async () => {
    const tensor = storedTensor("puzzle_emb.weights", f32([8, 2]), countingStorage(16), "step_5");
    await expect(tensor.readRowsF32([3, 8])).rejects.toThrow(
      "invalid row of 'puzzle_emb.weights': 8 (expected 0 to 7, in step_5)",
    );
    await expect(tensor.readRowsF32([-1])).rejects.toThrow("-1 (expected 0 to 7");
    const scalar = storedTensor("w", f32([]), countingStorage(1), "step_5");
    await expect(scalar.readRowsF32([0])).rejects.toThrow("invalid tensor: 'w' is a scalar (expected rows, in step_5)");
  });
});

describe("a layout that lies", () => {
  const refusal = (layout: TensorLayout) => expect(() => storedTensor("w", layout, countingStorage(10), "step_5"));

  it("is refused with a sentence", () => {
    refusal(f32([11])).toThrow("invalid tensor: 'w' has elements up to number 11 in a storage of 10 (in step_5)");
    refusal(f32([2, 2], [9, 1])).toThrow("elements up to number 11");
    refusal(f32([1], [1], 10)).toThrow("elements up to number 11");
    refusal(f32([2], [-1], 5)).toThrow("strides [-1] from 5");
    refusal(f32([2], [1, 1])).toThrow("strides [1, 1] from 0");
    refusal(f32([-1])).toThrow("shape [-1]");
    refusal(f32([1.5])).toThrow("shape [1.5]");
    refusal(f32([2 ** 40, 2 ** 40], [0, 0])).toThrow("shape [1099511627776, 1099511627776]");
    refusal(f32([2 ** 53])).toThrow("shape [9007199254740992]");
    refusal(f32([2 ** 26], [0])).toThrow("unsupported tensor: 'w' repeats 10 stored elements to 67108864 (in step_5)");
    refusal(f32(Array(65).fill(1))).toThrow("65 axes");
  });

  it("of more than a piece of memory is read by rows only", async () => {
    const huge: Storage = { size: 2 ** 40, read: async (_, length) => new Uint8Array(length) };
    const tensor = storedTensor("w", { ...f32([2 ** 30, 256]), dtype: "u8" }, huge, "step_5");
    await expect(tensor.readF32()).rejects.toThrow(/^unsupported tensor: 'w' takes \d+ bytes in one piece/);
    await expect(tensor.readBytes()).rejects.toThrow("expected at most 2147483647, or some of its rows");
    expect((await tensor.readRowsF32([2 ** 30 - 1])).length).toBe(256);
  });
});
