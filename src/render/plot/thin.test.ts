import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point } from "../scene.ts";
import { clipLine } from "./clip.ts";
import { runsOfPoints } from "./thin.ts";

const runs = (points: readonly Point[]) => runsOfPoints(points.length, (index) => points[index] ?? [0, 0], true);

describe("a thinned line", () => {
  it("has no more than four points in a column of pixels, the extremes among them, in order", () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(values, (y) => {
        const points = y.map((value, index): Point => [(10 * index) / y.length, value]);
        const [run = []] = runs(points);
        expect(run.length).toBeLessThanOrEqual(40);
        expect(points.filter((point) => run.includes(point))).toEqual(run);
        expect(Math.max(...run.map((point) => point[1]))).toBe(Math.max(...y));
        expect(Math.min(...run.map((point) => point[1]))).toBe(Math.min(...y));
        expect([run[0], run.at(-1)]).toEqual([points[0], points.at(-1)]);
      }),
    );
  });

  it("keeps its gaps", () => {
    expect(
      runs([
        [0, 1],
        [1, 2],
        [2, Number.NaN],
        [3, 4],
      ]),
    ).toEqual([
      [
        [0, 1],
        [1, 2],
      ],
      [[3, 4]],
    ]);
  });

  it("of gaps and numbers by turns has no more runs than columns", () => {
    const points = Array.from({ length: 5000 }, (_, index): Point => [index / 500, index % 2 ? Number.NaN : 1]);
    expect(runs(points).length).toBeLessThanOrEqual(11);
  });
});

describe("a clipped line", () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };

  it("is cut where it leaves the box and goes on where it comes back", () => {
    const line: Point[] = [
      [0, 5],
      [5, 15],
      [10, 5],
    ];
    const parts = clipLine(line, box).map((part) =>
      part.map((point) => point.map((value) => Math.round(value * 10) / 10)),
    );
    expect(parts).toEqual([
      [
        [0, 5],
        [2.5, 10],
      ],
      [
        [7.5, 10],
        [10, 5],
      ],
    ]);
  });

  it("along an edge is not cut off by a rounding", () => {
    const points: Point[] = [
      [0, -1e-13],
      [10, -1e-13],
    ];
    expect(clipLine(points, box)).toEqual([points]);
  });

  it("that is inside stays whole, and one outside is nothing", () => {
    expect(
      clipLine(
        [
          [1, 1],
          [2, 3],
          [4, 4],
        ],
        box,
      ),
    ).toEqual([
      [
        [1, 1],
        [2, 3],
        [4, 4],
      ],
    ]);
    expect(
      clipLine(
        [
          [11, 0],
          [11, 10],
        ],
        box,
      ),
    ).toEqual([]);
    expect(clipLine([[5, 5]], box)).toEqual([[[5, 5]]]);
  });
});
