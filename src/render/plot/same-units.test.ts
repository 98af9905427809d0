import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutPlot } from "./layout.ts";
import { inSameUnits } from "./same-units.ts";

const arbitraryDomain = fc
  .tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
  .map(([from, length]) => [from, from + length] as const);

describe("one unit for both axes", () => {
  it("has units of one length, shows all that there was, and stays within the picture", () => {
    fc.assert(
      fc.property(arbitraryDomain, arbitraryDomain, fc.integer({ min: 100, max: 2000 }), (x, y, width) => {
        const frame = inSameUnits({ x, y, width });
        const units = [(frame.x[1] - frame.x[0]) / frame.width, (frame.y[1] - frame.y[0]) / frame.height] as const;
        expect(units[0] / units[1]).toBeCloseTo(1, 6);
        for (const [wide, narrow] of [[frame.x, x] as const, [frame.y, y] as const]) {
          const least = 1e-9 * (narrow[1] - narrow[0] + Math.abs(narrow[0]));
          expect(wide[0]).toBeLessThanOrEqual(narrow[0] + least);
          expect(wide[1]).toBeGreaterThanOrEqual(narrow[1] - least);
        }
        expect(frame.height).toBeLessThanOrEqual(900);
      }),
    );
  });

  it("draws a circle round", () => {
    const turns = Array.from({ length: 65 }, (_, index) => (index * Math.PI) / 32);
    const { x, panels } = layOutPlot({
      theme: "light",
      sameUnits: true,
      x: { title: "axis 1" },
      panels: [
        { title: "axis 2", marks: [{ type: "line", x: turns.map(Math.cos), y: turns.map((at) => 3 * Math.sin(at)) }] },
      ],
    });
    const [panel] = panels;
    const across = x.at(1) - x.at(-1);
    const up = (panel?.y.at(-1) ?? 0) - (panel?.y.at(1) ?? 0);
    expect(up / across).toBeCloseTo(1, 2);
    expect(panel?.box.height).toBeLessThanOrEqual(900);
  });
});
