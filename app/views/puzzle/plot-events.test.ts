import { describe, expect, it } from "vitest";
import type { Marker, MarkerKind } from "../../timeline/markers.ts";
import { eventLines } from "./plot-events.ts";

const marker = (kind: MarkerKind, index: number): Marker => ({ kind, index, label: `${kind} at ${index}` });

describe("lines of events in a plot", () => {
  it("stand where the events are, once for those at one position", () => {
    const markers = [marker("solved", 5), marker("settled", 5), marker("halt", 40)];
    expect(eventLines(markers, { width: 240, span: 60 })).toEqual([5, 40]);
  });

  it("are fewer where interventions are too many to tell apart", () => {
    const many = Array.from({ length: 60 }, (_, index) => marker("intervention", index));
    expect(eventLines([...many, marker("halt", 59)], { width: 240, span: 60 })).toEqual([
      0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 59,
    ]);
  });
});
