/**
 * @file The sparkline of a thumbnail: `h_cos_dist` per supervision step, on a log scale from 10⁻⁶ to 1 that all thumbnails share.
 */

import type { Theme } from "../../../src/render/theme.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import { shareOf } from "../puzzle/scrub.ts";

export function paintSpark(
  context: Canvas2D,
  curve: readonly number[],
  theme: Theme,
  {
    top,
    width,
    height,
    pixelRatio,
  }: { readonly top: number; readonly width: number; readonly height: number; readonly pixelRatio: number },
): void {
  context.strokeStyle = theme.quiet;
  context.lineWidth = 1.25 * pixelRatio;
  context.lineJoin = "round";
  context.beginPath();
  const inner = height - 2 * pixelRatio;
  for (const [at, distance] of curve.entries()) {
    const x = curve.length === 1 ? width / 2 : (at * (width - 2)) / (curve.length - 1) + 1;
    context.lineTo(x, top + pixelRatio + (1 - shareOf(distance)) * inner);
  }
  context.stroke();
}
