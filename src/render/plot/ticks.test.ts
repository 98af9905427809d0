import { describe, expect, it } from "vitest";
import { createScale, niceDomain } from "./scale.ts";
import { tickName, tickNames } from "./ticks.ts";

describe("the numbers of an axis", () => {
  it.each([
    [
      [0, 2, 4],
      ["0", "2", "4"],
    ],
    [
      [0, 0.5, 1],
      ["0", "0.5", "1.0"],
    ],
    [
      [-1, 0, 1],
      ["−1", "0", "1"],
    ],
    [
      [0, 1000, 2000],
      ["0", "1,000", "2,000"],
    ],
    [
      [0, 5000, 10_000],
      ["0", "5k", "10k"],
    ],
    [
      [0, 500_000, 1_000_000],
      ["0", "0.5M", "1.0M"],
    ],
    [
      [0.00002, 0.00004],
      ["2e−5", "4e−5"],
    ],
    [
      [0.1 + 0.2, 0.4],
      ["0.3", "0.4"],
    ],
    [
      [0, 2e15],
      ["0", "2e15"],
    ],
  ])("%j are written %j", (values, names) => {
    expect(tickNames(values)).toEqual(names);
  });

  it("are percentages where they are shares", () => {
    expect(tickNames([0, 0.5, 1], { percent: true })).toEqual(["0 %", "50 %", "100 %"]);
    expect(tickNames([0.99, 0.995], { percent: true })).toEqual(["99.0 %", "99.5 %"]);
  });

  it("are written one by one on a logarithmic axis", () => {
    expect([1e-5, 0.001, 0.01, 1, 1000, 10_000].map((value) => tickName(value))).toEqual([
      ...["1e−5", "0.001", "0.01", "1", "1,000", "10k"],
    ]);
  });
});

describe("a scale", () => {
  const narrow = () => 60;
  it("has as many ticks as there is room for", () => {
    const scale = (pixels: number) => createScale({ domain: [0, 100], range: [0, pixels] }).ticks(narrow).values;
    expect(scale(1000)).toHaveLength(11);
    expect(scale(130)).toEqual([0, 50, 100]);
    expect(scale(10)).toHaveLength(1);
  });

  it("has ticks at whole numbers only where others mean nothing", () => {
    const { values } = createScale({ domain: [1, 3], range: [0, 1000], whole: true }).ticks(narrow);
    expect(values).toEqual([1, 2, 3]);
  });

  it("has ticks at powers of ten, further apart over many of them, and between them over few", () => {
    const ticks = (from: number, to: number, pixels: number) =>
      createScale({ domain: [from, to], range: [0, pixels], log: true }).ticks(narrow).values;
    expect(ticks(1e-4, 1, 400)).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(ticks(1e-8, 1, 300)).toEqual([1e-8, 1e-6, 1e-4, 1e-2, 1]);
    expect(ticks(1, 50, 400)).toEqual([1, 2, 5, 10, 20, 50]);
    expect(ticks(2, 3, 200)).toEqual([2, 2.5, 3]);
  });

  it("has no place for what is not above 0 on a logarithmic axis", () => {
    expect(createScale({ domain: [1, 10], range: [0, 9], log: true }).at(0)).toBeNaN();
  });
});

describe("a range of values", () => {
  it("ends at round numbers", () => {
    expect(niceDomain(0.13, 9.2, {})).toEqual([0, 10]);
    expect(niceDomain(0.0037, 2.2, { log: true }).map((end) => Number(end.toPrecision(6)))).toEqual([0.003, 3]);
  });

  it("has room around a single value, and is something where there is none", () => {
    const [from, to] = niceDomain(5, 5, {});
    expect([from < 5, to > 5]).toEqual([true, true]);
    expect(niceDomain(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, {})).toEqual([0, 1]);
  });
});
