import { describe, expect, it } from "vitest";
import { areaCoverage, type Coverage, dotCoverages, strokeCoverage } from "./coverage.ts";
import { createColourTable } from "./image.ts";

const SIZE = { width: 40, height: 40 };
const sum = ({ shares }: Coverage): number => shares.reduce((total, share) => total + share, 0);
const look = { fill: "#000000", stroke: "#000000", opacity: 1 } as const;

describe("what is covered", () => {
  it("by a line comes to its length times its width, whichever way it runs", () => {
    for (const to of [
      [30, 10],
      [30, 30],
      [10, 30],
      [24, 38],
    ] as const) {
      const line = strokeCoverage({ type: "stroke", points: [[10, 10], to], width: 3, ...look }, SIZE);
      const length = Math.hypot(to[0] - 10, to[1] - 10);
      // The round ends are one disc more.
      expect(Math.abs(sum(line) - (3 * length + Math.PI * 1.5 ** 2)) / length).toBeLessThan(0.1);
    }
  });

  it("by an area is its area", () => {
    const points = [
      [10.25, 10],
      [20.75, 10],
      [20.75, 20.5],
      [10.25, 20.5],
    ] as const;
    expect(sum(areaCoverage({ type: "area", points, ...look }, SIZE))).toBeCloseTo(10.5 * 10.5, 3);
    const triangle = [
      [0, 0],
      [20, 0],
      [0, 20],
    ] as const;
    expect(sum(areaCoverage({ type: "area", points: triangle, ...look }, SIZE))).toBeCloseTo(200, 0);
  });

  it("by a dot is a disc, and nothing outside the picture", () => {
    const [dot, outside] = dotCoverages(
      {
        type: "dots",
        points: [
          [15, 15],
          [60, 60],
        ],
        radius: 5,
        ...look,
      },
      SIZE,
    );
    expect(Math.abs(sum(dot as Coverage) - Math.PI * 25)).toBeLessThan(2);
    expect(outside?.shares).toHaveLength(0);
  });
});

describe("the colours of a picture", () => {
  it("that are mixed never take the places of all others", () => {
    const table = createColourTable();
    let below = table.indexOf("#ffffff");
    for (let step = 0; step < 5000; step++) {
      const colour = `#${((step * 7919) % 0xffffff).toString(16).padStart(6, "0")}` as const;
      if (step < 20) table.indexOf(colour);
      below = table.covering(table.colours[step % 20] ?? colour)(below, ((step * 5) % 16) / 16);
    }
    expect(table.colours.length).toBeLessThanOrEqual(223);
    expect(() => table.indexOf("#123457")).not.toThrow();
  });

  it("are mixed by shares", () => {
    const table = createColourTable();
    const white = table.indexOf("#ffffff");
    expect(table.colours[table.covering("#000000")(white, 0.5)]).toBe("#808080");
    expect(table.covering("#000000")(white, 0)).toBe(white);
  });
});
