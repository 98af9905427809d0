/**
 * @file Lines around a box: solid for what the model answered, dashed for what it was only asked.
 */

import type { Colour } from "./colour.ts";
import { type Box, type Rect, rect } from "./scene.ts";

/** Around the box, outside of it. */
export function solidBorder({ x, y, width, height }: Box, thickness: number, stroke: Colour): Rect[] {
  const [left, top] = [x - thickness, y - thickness];
  const across = width + 2 * thickness;
  return [
    rect(left, top, across, thickness, stroke),
    rect(left, y + height, across, thickness, stroke),
    rect(left, y, thickness, height, stroke),
    rect(x + width, y, thickness, height, stroke),
  ];
}

/** The same in dashes that meet in the corners, whatever the length of a side. */
export function dashedBorder({ x, y, width, height }: Box, thickness: number, stroke: Colour): Rect[] {
  const [left, top] = [x - thickness, y - thickness];
  const across = dashes(width + 2 * thickness, thickness);
  const down = dashes(height + 2 * thickness, thickness);
  return [
    ...[top, y + height].flatMap((at) =>
      across.map(([from, length]) => rect(left + from, at, length, thickness, stroke)),
    ),
    ...[left, x + width].flatMap((at) => down.map(([from, length]) => rect(at, top + from, thickness, length, stroke))),
  ];
}

/** Where dashes begin and how long they are: about three times as long as thick, with gaps of two thirds, one at either end. */
function dashes(length: number, thickness: number): [from: number, length: number][] {
  const [dash, gap] = [3 * thickness, 2 * thickness];
  const count = Math.max(2, Math.round((length + gap) / (dash + gap)));
  if (length < 2 * dash) return [[0, length]];
  const stride = (length - dash) / (count - 1);
  return Array.from({ length: count }, (_, index) => [Math.round(index * stride), dash]);
}
