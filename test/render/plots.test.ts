import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sceneToPng } from "../../src/render/encode.ts";
import { layOutPlot } from "../../src/render/plot/layout.ts";
import type { Plot } from "../../src/render/plot/plot.ts";
import { plotScene } from "../../src/render/plot/plot-scene.ts";
import { sceneToSvg } from "../../src/render/svg.ts";
import { expectPicture, expectSvg } from "./expected.ts";
import { CATEGORIES, EMPTY, everyMark } from "./plots.ts";
import { span, textsOf } from "./written.ts";

describe("a plot", () => {
  it("looks as it did, as PNG on either ground", async () => {
    for (const theme of ["light", "dark"] as const) {
      expectPicture(await sceneToPng(plotScene(everyMark(theme))), `plot-${theme}.png`);
    }
  });

  it("looks as it did, as SVG", async () => {
    await expectSvg(sceneToSvg(plotScene(everyMark("light"))), "plot.svg");
    await expectSvg(sceneToSvg(plotScene(CATEGORIES)), "plot-categories.svg");
  });

  it("of nothing has an axis and no line", () => {
    const svg = sceneToSvg(plotScene(EMPTY));
    expect(svg).not.toContain("stroke=");
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it("has one colour for a mark on whatever panel says so, and other colours for other names", () => {
    const { panels } = layOutPlot(everyMark("light"));
    expect(panels[0]?.colours[0]).toBe(panels[0]?.colours[2]);
    expect(new Set(panels[1]?.colours).size).toBe(6);
  });

  it("tells which value is under a pixel", () => {
    const { x, panels } = layOutPlot(everyMark("light"));
    expect(x.value(x.at(7.5))).toBeCloseTo(7.5, 9);
    expect(panels[1]?.y.value(panels[1].y.at(0.003))).toBeCloseTo(0.003, 9);
  });
});

const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const scaled = fc.tuple(value, fc.integer({ min: -18, max: 3 })).map(([number, power]) => number * 10 ** power);
const arbitraryPlot = fc
  .record({
    values: fc.array(fc.array(scaled, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
    log: fc.boolean(),
    percent: fc.boolean(),
    whole: fc.boolean(),
    last: scaled.map((x) => Math.abs(x) + 1e-6),
    width: fc.integer({ min: 480, max: 1600 }),
    height: fc.integer({ min: 200, max: 400 }),
    above: fc.boolean(),
    reference: scaled,
  })
  .map(
    ({ values, log, percent, whole, last, width, height, above, reference }): Plot => ({
      theme: "light",
      width,
      x: { title: "step", whole, domain: [0, last] },
      panels: [
        {
          title: "loss",
          height,
          y: { log, percent },
          names: above ? "above" : "beside",
          references: [{ y: reference, name: "reference" }],
          marks: values.map((y, index) => ({
            type: "line",
            name: `series ${index}`,
            x: y.map((_, place) => (last * place) / y.length),
            y,
          })),
        },
      ],
    }),
  );

describe("what is written in a plot", () => {
  it("stays inside of it and never runs into other writing", () => {
    const fixed = [everyMark("light"), CATEGORIES, EMPTY];
    fc.assert(fc.property(arbitraryPlot, checkWriting), { examples: fixed.map((plot) => [plot]) });
  });

  function checkWriting(plot: Plot): void {
    const { width, height, items } = plotScene(plot);
    const texts = textsOf(items);
    for (const [index, text] of texts.entries()) {
      const [from, to] = span(text);
      expect(from, text.text).toBeGreaterThanOrEqual(0);
      expect(to, text.text).toBeLessThanOrEqual(width);
      expect(text.baseline).toBeLessThan(height);
      for (const other of texts.slice(index + 1)) {
        if (Math.abs(other.baseline - text.baseline) >= 16) continue;
        const [start, end] = span(other);
        expect(start >= to || end <= from, `${text.text} and ${other.text}`).toBe(true);
      }
    }
  }
});
