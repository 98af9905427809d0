import { expect, it } from "vitest";
import { cellsWrongByStep } from "./cells-wrong-by-step.ts";
import type { ComparedPair } from "./compare-outcomes.ts";

let made = 0;

const pair = (first: readonly number[], second: readonly number[], task = `puzzle ${made++}`): ComparedPair =>
  ({
    first: { identity: { task, testIndex: 0 }, curves: { cellsWrong: Float32Array.from(first) } },
    second: { curves: { cellsWrong: Float32Array.from(second) } },
  }) as unknown as ComparedPair;

it("is the mean of the second less the first at every supervision step, inside its interval", () => {
  const points = cellsWrongByStep([pair([4, 4], [4, 2]), pair([6, 6], [6, 0]), pair([2, 2], [2, 1])]);
  expect(points.map(({ step, pairs, value }) => [step, pairs, value])).toEqual([
    [1, 3, 0],
    [2, 3, -3],
  ]);
  expect(points[0]).toMatchObject({ low: 0, high: 0 });
  expect(points[1]?.low).toBeLessThan(-3);
  expect(points[1]?.high).toBeGreaterThan(-3);
});

it("counts only pairs that both know their wrong cells at that step", () => {
  const points = cellsWrongByStep([pair([4, 4], [4]), pair([3, 3], [Number.NaN, 1])]);
  expect(points.map(({ step, pairs, value }) => [step, pairs, value])).toEqual([
    [1, 1, 0],
    [2, 1, -2],
  ]);
});

it("compares with nothing where the first ended before the second", () => {
  const points = cellsWrongByStep([pair([4], [4, 3]), pair([5, 5], [5, 4])]);
  expect(points.map(({ step, pairs, value }) => [step, pairs, value])).toEqual([
    [1, 2, 0],
    [2, 1, -1],
  ]);
});

it("has no step where no cells are labelled", () => {
  expect(cellsWrongByStep([pair([Number.NaN], [Number.NaN])])).toEqual([]);
  expect(cellsWrongByStep([])).toEqual([]);
});

it("takes the versions of a puzzle together", () => {
  const changes = [-4, -1, 0, 2];
  const width = (pairs: readonly ComparedPair[]): number => {
    const [{ low, high } = { low: 0, high: 0 }] = cellsWrongByStep(pairs);
    return high - low;
  };
  const versions = changes.flatMap((change) =>
    Array.from({ length: 8 }, () => pair([4], [4 + change], `version ${change}`)),
  );
  expect(width(versions)).toBeCloseTo(width(changes.map((change) => pair([4], [4 + change]))), 9);
});
