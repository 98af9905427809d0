/**
 * @file Where the markers of events stand under the scrubber: at their positions, but never over one another.
 */

import type { Marker } from "./markers.ts";

export interface PlacedMarker {
  readonly marker: Marker;
  /** CSS pixels from the left end of the track to the marker's middle. */
  readonly x: number;
  /** How many it stands for: interventions that there is no room for one by one are one. */
  readonly count: number;
}

export interface MarkerRow {
  /** CSS pixels of the track, and positions of the timeline along it. */
  readonly width: number;
  readonly span: number;
  /** CSS pixels that a marker takes. */
  readonly room: number;
}

/** In order. Where there is no room for all of them, they are evenly spaced. */
export function placeMarkers(markers: readonly Marker[], { width, span, room }: MarkerRow): readonly PlacedMarker[] {
  const at = ({ index }: Marker): number => ((index + 0.5) * width) / span;
  const placed: { marker: Marker; x: number; count: number }[] = [];
  let run: (typeof placed)[number] | undefined;
  for (const marker of markers) {
    const isOfRun = marker.kind === "intervention" && run !== undefined && at(marker) - at(run.marker) < room;
    if (isOfRun && run !== undefined) run.count++;
    else {
      const next = { marker, x: at(marker), count: 1 };
      placed.push(next);
      if (marker.kind === "intervention") run = next;
    }
  }
  const gap = Math.min(room, width / Math.max(1, placed.length));
  let least = gap / 2;
  for (const one of placed) {
    one.x = Math.max(one.x, least);
    least = one.x + gap;
  }
  let most = width - gap / 2;
  for (const one of placed.toReversed()) {
    one.x = Math.min(one.x, most);
    most = one.x - gap;
  }
  return placed;
}

/** What a person is told of it. */
export const markerWords = ({ marker, count }: PlacedMarker): string =>
  count === 1 ? marker.label : `${marker.label}, and ${count - 1} more close after it`;
