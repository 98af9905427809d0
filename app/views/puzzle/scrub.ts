/**
 * @file The scrubber's picture: three nested rows of ticks (supervision steps, H-steps, L-steps), darker where the state moves more.
 */

import { mix } from "../../../src/render/colour.ts";
import type { Theme } from "../../../src/render/theme.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";

/** Movement from 10⁻⁶, hardly there, to 1. */
const DECADES = 6;

/** 0 (at rest) to 1 of a distance, on a logarithmic scale; 0 for none. */
export function shareOf(distance: number): number {
  if (!(distance > 0)) return 0;
  return Math.max(0, Math.min(1, 1 + Math.log10(distance) / DECADES));
}

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Segments of the three rows, from above: positions `from` to `to`, exclusive. */
export function segmentsOf(model: RolloutModel): readonly (readonly Segment[])[] {
  const { positions } = model.timeline;
  const [h, l] = [model.series("hCosDist").values, model.series("lCosDist").values];
  const lRow = positions.map((_, at) => ({ from: at, to: at + 1, share: shareOf(l[at] ?? 0) }));
  const group = (keyOf: (at: number) => number): Segment[] => {
    const row: Segment[] = [];
    for (let from = 0; from < positions.length; ) {
      let to = from + 1;
      while (to < positions.length && keyOf(to) === keyOf(from)) to++;
      row.push({ from, to, share: shareOf(h[to - 1] ?? 0) });
      from = to;
    }
    return row;
  };
  const stepAt = (at: number): number => positions[at]?.shown.supervisionStep ?? 0;
  const hStepAt = (at: number): number => 1000 * stepAt(at) + (positions[at]?.shown.hStep ?? 0);
  return [group(stepAt), group(hStepAt), lRow];
}

export interface ScrubberSize {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

export function paintScrubber(context: Canvas2D, model: RolloutModel, theme: Theme, size: ScrubberSize): void {
  const { width, height, pixelRatio } = size;
  context.clearRect(0, 0, width, height);
  const rows = segmentsOf(model);
  const gap = Math.round(2 * pixelRatio);
  const rowHeight = Math.floor((height - gap * (rows.length - 1)) / rows.length);
  const place = (position: number): number => Math.round((position * width) / model.timeline.span);
  for (const [row, segments] of rows.entries()) {
    for (const { from, to, share } of segments) {
      const [left, right] = [place(from), place(to)];
      context.fillStyle = mix(theme.faintLine, theme.ink, 0.1 + 0.75 * share);
      // Single L-steps touch where there is no room between them.
      const between = right - left > 3 * pixelRatio ? Math.max(1, Math.round(pixelRatio)) : 0;
      context.fillRect(left, row * (rowHeight + gap), right - left - between, rowHeight);
    }
  }
}
