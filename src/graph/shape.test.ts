import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { broadcastShapes, broadcastStrides, normaliseAxis, sameShape, sizeOf, stridesOf } from "./shape.ts";

const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });

describe("sizeOf", () => {
  it("is the product of the lengths, 1 for a scalar", () => {
    expect(sizeOf([])).toBe(1);
    expect(sizeOf([2, 3, 4])).toBe(24);
  });
});

describe("sameShape", () => {
  it("compares rank and lengths", () => {
    expect(sameShape([2, 3], [2, 3])).toBe(true);
    expect(sameShape([2, 3], [3, 2])).toBe(false);
    expect(sameShape([2], [2, 1])).toBe(false);
    expect(sameShape([2, 1], [2])).toBe(false);
    expect(sameShape([], [])).toBe(true);
  });
});

describe("broadcastShapes", () => {
  it("aligns axes at the end and stretches those of length 1", () => {
    expect(broadcastShapes([2, 1, 3], [4, 3])).toEqual([2, 4, 3]);
    expect(broadcastShapes([4, 3], [2, 1, 3])).toEqual([2, 4, 3]);
    expect(broadcastShapes([], [5])).toEqual([5]);
    expect(broadcastShapes([3, 1], [1, 4])).toEqual([3, 4]);
  });

  it("refuses lengths that differ", () => {
    expect(() => broadcastShapes([2, 3], [2])).toThrow("shapes [2,3] and [2] do not broadcast");
    expect(() => broadcastShapes([2, 3], [3, 2, 3])).not.toThrow();
    expect(() => broadcastShapes([4, 3], [2, 3])).toThrow();
  });

  it("leaves a shape alone that meets itself or a scalar", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(broadcastShapes(shape, shape)).toEqual(shape);
        expect(broadcastShapes(shape, [])).toEqual(shape);
        expect(broadcastShapes([1], shape)).toEqual(shape.length === 0 ? [1] : shape);
      }),
    );
  });
});

describe("stridesOf", () => {
  it("counts elements, the last axis fastest", () => {
    expect(stridesOf([2, 3, 4])).toEqual([12, 4, 1]);
    expect(stridesOf([5])).toEqual([1]);
    expect(stridesOf([])).toEqual([]);
  });
});

describe("broadcastStrides", () => {
  it("is 0 along every axis that is repeated", () => {
    expect(broadcastStrides([3, 1], [2, 3, 4])).toEqual([0, 1, 0]);
    expect(broadcastStrides([], [2, 3])).toEqual([0, 0]);
    expect(broadcastStrides([2, 3], [2, 3])).toEqual([3, 1]);
  });
});

describe("normaliseAxis", () => {
  it("counts negative axes from the end", () => {
    expect([0, 2, -1, -3].map((axis) => normaliseAxis(axis, 3))).toEqual([0, 2, 2, 0]);
  });

  it.each([3, -4, 0.5, Number.NaN])("refuses %d in rank 3", (axis) => {
    expect(() => normaliseAxis(axis, 3)).toThrow(`no axis ${axis} in rank 3`);
  });
});
