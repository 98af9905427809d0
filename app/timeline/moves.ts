/**
 * @file Where a key takes the cursor.
 */

import type { Marker } from "./markers.ts";
import type { Timeline } from "./timeline.ts";

export type Level = "l" | "h" | "supervision";

/** One unit of a level, back (−1) or on (1). On the larger levels it goes from answer to answer, as the filmstrip shows them. */
export function moveBy({ positions, cycles }: Timeline, index: number, level: Level, direction: 1 | -1): number {
  const last = positions.length - 1;
  if (level === "l") return clamp(index + direction, last);
  const isEnd = (at: number): boolean => {
    const { answer } = positions[at] ?? {};
    return answer !== undefined && (level === "h" || answer.hStep === cycles.hCycles);
  };
  for (let at = index + direction; at >= 0 && at <= last; at += direction) if (isEnd(at)) return at;
  return direction < 0 ? 0 : last;
}

/** The next marker in a direction; the cursor stays where there is none. */
export function moveToMarker(markers: readonly Marker[], index: number, direction: 1 | -1): number {
  const places = markers
    .map((marker) => marker.index)
    .filter((place) => (direction > 0 ? place > index : place < index));
  return places.length === 0 ? index : direction > 0 ? Math.min(...places) : Math.max(...places);
}

const clamp = (index: number, last: number): number => Math.max(0, Math.min(last, index));
