import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MARKER_KINDS, type Marker, type MarkerKind } from "./markers.ts";
import { markerWords, placeMarkers } from "./place-markers.ts";

const marker = (kind: MarkerKind, index: number): Marker => ({ kind, index, label: `${kind} at ${index}` });
const row = { width: 600, span: 60, room: 20 };

describe("markers under the scrubber", () => {
  it("stand at their positions where there is room", () => {
    const placed = placeMarkers([marker("solved", 5), marker("halt", 40)], row);
    expect(placed.map(({ x }) => x)).toEqual([55, 405]);
  });

  it("move aside where they would stand over one another, and stay on the track", () => {
    const placed = placeMarkers([marker("solved", 58), marker("settled", 59), marker("halt", 59)], row);
    expect(placed.map(({ x }) => x)).toEqual([550, 570, 590]);
  });

  it("are one where interventions are too many, and say so", () => {
    const many = Array.from({ length: 60 }, (_, index) => marker("intervention", index));
    const placed = placeMarkers([...many, marker("halt", 59)], row);
    expect(placed.length).toBe(31);
    expect(placed.slice(0, 2).map(markerWords)).toEqual([
      "intervention at 0, and 1 more close after it",
      "intervention at 2, and 1 more close after it",
    ]);
    expect(placed.map(({ count }) => count).reduce((a, b) => a + b)).toBe(61);
  });

  it("never overlap more than the track's width makes them", () => {
    const some = fc.array(fc.tuple(fc.constantFrom(...MARKER_KINDS), fc.nat(59)), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.integer({ min: 50, max: 900 }), (list, width) => {
        const markers = list.map(([kind, index]) => marker(kind, index)).sort((a, b) => a.index - b.index);
        const placed = placeMarkers(markers, { ...row, width });
        const gap = Math.min(row.room, width / Math.max(1, placed.length));
        for (const [at, { x }] of placed.entries()) {
          expect(x).toBeGreaterThanOrEqual(gap / 2 - 1e-9);
          expect(x).toBeLessThanOrEqual(width - gap / 2 + 1e-9);
          const before = placed[at - 1];
          if (before !== undefined) expect(x - before.x).toBeGreaterThanOrEqual(gap - 1e-9);
        }
      }),
    );
  });
});
