import { describe, expect, it } from "vitest";
import { MODES } from "../analysis/modes/classify.ts";
import { BLACK, type Colour, channels, contrast, inkOn } from "./colour.ts";
import { PALETTE_NAMES, PALETTES, type Palette, SERIES } from "./palettes.ts";
import { THEME_NAMES, THEMES } from "./theme.ts";

type Vector = readonly number[];

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
const VISIONS: Readonly<Record<string, readonly Vector[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (matrix: readonly Vector[], vector: Vector): number[] =>
  matrix.map((row) => row.reduce((sum, weight, index) => sum + weight * (vector[index] ?? 0), 0));

function linear(colour: Colour): number[] {
  return channels(colour)
    .map((channel) => channel / 255)
    .map((s) => (s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4));
}

/** Ottosson 2020. */
function oklab(rgb: Vector): number[] {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}

/** The smallest distance between any two colours of a palette, as somebody sees them. */
function smallestDistance(palette: Palette, vision: string): number {
  const seen = palette.map((colour) =>
    oklab(times(VISIONS[vision] ?? [], linear(colour)).map((channel) => Math.min(1, Math.max(0, channel)))),
  );
  const distances = seen.flatMap((a, index) =>
    seen.slice(index + 1).map((b) => Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)))),
  );
  return Math.min(...distances);
}

describe("the palettes", () => {
  it("have ten colours each, 0 being black", () => {
    for (const name of PALETTE_NAMES) {
      expect(new Set(PALETTES[name]).size).toBe(10);
      expect(PALETTES[name][0]).toBe(BLACK);
    }
  });

  // The table of the explorer's design, which was computed elsewhere.
  it.each([
    ["arc", 0.137, 0.095, 0.024, 0.054],
    ["app", 0.128, 0.056, 0.037, 0.057],
    ["muted", 0.12, 0.081, 0.082, 0.073],
    ["safe", 0.169, 0.144, 0.147, 0.144],
  ] as const)("%s can be told apart as well as was found, however it is seen", (name, ...expected) => {
    const distances = ["normal", "protan", "deutan", "tritan"].map((vision) =>
      smallestDistance(PALETTES[name], vision),
    );
    expect(distances.map((distance) => Number(distance.toFixed(3)))).toEqual(expected);
  });

  it("of series can be told apart on either ground, however they are seen, and be read as large text", () => {
    for (const name of THEME_NAMES) {
      const apart = (count: number): number =>
        Math.min(...Object.keys(VISIONS).map((vision) => smallestDistance(SERIES[name].slice(0, count), vision)));
      expect(apart(6)).toBeGreaterThan(0.119);
      expect(apart(SERIES[name].length)).toBeGreaterThan(0.115);
      const contrasts = SERIES[name].map((colour) => contrast(colour, THEMES[name].ground));
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(2.995);
      expect(SERIES[name][0]).toBe(THEMES[name].accent);
    }
  });

  it("of series has a colour for every failure mode", () => {
    for (const name of THEME_NAMES) expect(new Set(SERIES[name]).size).toBeGreaterThanOrEqual(MODES.length);
  });

  it("let a digit be read on every colour", () => {
    const contrasts = PALETTE_NAMES.flatMap((name) => PALETTES[name]).map((fill) => contrast(fill, inkOn(fill)));
    expect(Math.min(...contrasts).toFixed(1)).toBe("4.7");
  });
});

describe("the themes", () => {
  it("let captions be read", () => {
    for (const { ground, ink, quiet, paper, given, accent } of Object.values(THEMES)) {
      expect(contrast(ink, ground)).toBeGreaterThan(12);
      expect(contrast(quiet, ground)).toBeGreaterThan(4.5);
      expect(contrast(ink, given)).toBeGreaterThan(7);
      expect(contrast(accent, paper)).toBeGreaterThan(4.5);
    }
  });

  it("keep colour 0 visible on dark ground", () => {
    expect(THEMES.dark.cellLine).toBe("#555555");
  });
});

describe("contrast", () => {
  it("is 21 between black and white, and 1 between a colour and itself", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
    expect(contrast("#1e93ff", "#1e93ff")).toBe(1);
  });

  it("agrees with the example of WCAG, #777777 on white being 4.48", () => {
    expect(contrast("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
  });
});
