/**
 * @file What lies under every plot over the cursor: thin lines where the scrubber has its events.
 */

import type { Theme } from "../../../src/render/theme.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import type { Marker } from "../../timeline/markers.ts";

/** Device pixels. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Lines of interventions nearer to one another are one, as their markers under the scrubber are. CSS pixels. */
const LEAST_BETWEEN = 18;

/** Positions at which an event is marked in a plot of so many CSS pixels: each once, and interventions no nearer than they can be told apart. */
export function eventLines(markers: readonly Marker[], { width, span }: { width: number; span: number }): number[] {
  let last = Number.NEGATIVE_INFINITY;
  const lines = markers.filter(({ kind, index }) => {
    if (kind !== "intervention") return true;
    if (((index - last) * width) / span < LEAST_BETWEEN) return false;
    last = index;
    return true;
  });
  return [...new Set(lines.map(({ index }) => index))];
}

/** Thin upright lines; dotted, since what lies flat is a value. */
export function paintEvents(
  context: Canvas2D,
  { markers, timeline }: RolloutModel,
  theme: Theme,
  size: PlotSize,
): void {
  const { width, height, pixelRatio } = size;
  const thickness = Math.max(1, Math.round(pixelRatio));
  context.fillStyle = theme.hairline;
  for (const index of eventLines(markers, { width: width / pixelRatio, span: timeline.span })) {
    const x = Math.round(((index + 0.5) * width) / timeline.span - thickness / 2);
    for (let y = 0; y < height; y += 3 * thickness) context.fillRect(x, y, thickness, 2 * thickness);
  }
}
