/**
 * @file How much of each pixel a line, an area or a dot covers: edges that lie between pixels look smooth.
 */

import type { Area, Dots, Point, Stroke } from "../scene.ts";
import type { IndexedImage } from "./image.ts";

/** Part of a picture, pixel by pixel. */
export interface Coverage {
  /** The corner, in whole pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** f32 [height · width], 0 to 1. */
  readonly shares: Float32Array;
}

type Size = Pick<IndexedImage, "width" | "height">;

/** Lines per pixel in which an area is measured. */
const SUBLINES = 4;

/** A pixel is covered by as much as its centre lies within half a pixel of the edge. Joins are not covered twice. */
export function strokeCoverage({ points, width }: Stroke, size: Size): Coverage {
  const reach = width / 2 + 0.5;
  const coverage = blank(points, reach, size);
  for (const [index, from] of points.entries()) {
    const to = points[index + 1];
    // The last point ends the line before it.
    if (to === undefined && points.length > 1) break;
    widen(coverage, from, to ?? from, reach);
  }
  return coverage;
}

/** Every dot on its own, so that those that overlap are darker. */
export function* dotCoverages({ points, radius }: Dots, size: Size): Generator<Coverage, void, void> {
  for (const point of points) {
    const coverage = blank([point], radius + 0.5, size);
    widen(coverage, point, point, radius + 0.5);
    yield coverage;
  }
}

/** Exact along a line of pixels, sampled `SUBLINES` times across. */
export function areaCoverage({ points }: Area, size: Size): Coverage {
  const coverage = blank(points, 1, size);
  const { x, y, width, shares } = coverage;
  const lines = width === 0 ? 0 : (shares.length / width) * SUBLINES;
  for (let line = 0; line < lines; line++) {
    const row = Math.floor(line / SUBLINES) * width;
    const crossings = crossed(points, y + (line + 0.5) / SUBLINES);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const [from, to] = [(crossings[pair] ?? 0) - x, (crossings[pair + 1] ?? 0) - x];
      for (let column = Math.max(0, Math.floor(from)); column < Math.min(width, to); column++) {
        const inside = Math.max(0, Math.min(to, column + 1) - Math.max(from, column));
        shares[row + column] = Math.min(1, (shares[row + column] ?? 0) + inside / SUBLINES);
      }
    }
  }
  return coverage;
}

/** Where a horizontal line meets the edges of a polygon, from left to right. */
function crossed(points: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (const [index, [x0, y0]] of points.entries()) {
    const [x1, y1] = points[(index + 1) % points.length] ?? [x0, y0];
    if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return crossings.sort((a, b) => a - b);
}

/** Nothing yet, large enough for what lies within `reach` of the points, inside the picture. */
function blank(points: readonly Point[], reach: number, { width, height }: Size): Coverage {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (const [x, y] of points) {
    left = Math.min(left, Math.floor(x - reach));
    top = Math.min(top, Math.floor(y - reach));
    right = Math.max(right, Math.ceil(x + reach));
    bottom = Math.max(bottom, Math.ceil(y + reach));
  }
  [left, top] = [Math.max(0, left), Math.max(0, top)];
  const across = Math.max(0, Math.min(width, right) - left);
  const down = Math.max(0, Math.min(height, bottom) - top);
  return { x: left, y: top, width: across, shares: new Float32Array(across * down) };
}

/** Adds the line from one point to another. */
function widen({ x, y, width, shares }: Coverage, from: Point, to: Point, reach: number): void {
  if (width === 0) return;
  const height = shares.length / width;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const first = Math.max(0, Math.floor(Math.min(from[1], to[1]) - reach) - y);
  const last = Math.min(height, Math.ceil(Math.max(from[1], to[1]) + reach) - y);
  const left = Math.max(0, Math.floor(Math.min(from[0], to[0]) - reach) - x);
  const right = Math.min(width, Math.ceil(Math.max(from[0], to[0]) + reach) - x);
  for (let row = first; row < last; row++) {
    for (let column = left; column < right; column++) {
      const [px, py] = [x + column + 0.5 - from[0], y + row + 0.5 - from[1]];
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const share = Math.min(1, reach - Math.hypot(px - along * dx, py - along * dy));
      const place = row * width + column;
      if (share > (shares[place] ?? 1)) shares[place] = share;
    }
  }
}
