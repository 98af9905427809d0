/**
 * @file What of a line lies in a box.
 */

import type { Box, Point } from "../scene.ts";

/** Pixels by which a point may miss the box: the last digit of a mean must not cut a line off that runs along the edge. */
const HAIR = 0.01;

/** The parts of a line inside, cut at the edges (Liang and Barsky 1984, segment by segment). */
export function clipLine(points: readonly Point[], exact: Box): Point[][] {
  const box = widened(exact);
  const parts: Point[][] = [];
  let part: Point[] = [];
  const end = (): void => {
    if (part.length > 0) parts.push(part);
    part = [];
  };
  if (points.length === 1) return points.every((point) => isInside(point, exact)) ? [[...points]] : [];
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (from === undefined) continue;
    const inside = clipSegment(from, to, box);
    if (inside === undefined) {
      end();
      continue;
    }
    const [start, stop] = inside;
    if (part.length === 0) part.push(start);
    part.push(stop);
    // It leaves the box here.
    if (stop !== to) end();
  }
  end();
  return parts;
}

export function isInside([x, y]: Point, exact: Box): boolean {
  const box = widened(exact);
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

function widened({ x, y, width, height }: Box): Box {
  return { x: x - HAIR, y: y - HAIR, width: width + 2 * HAIR, height: height + 2 * HAIR };
}

/** The end points themselves where they are inside. */
function clipSegment(from: Point, to: Point, box: Box): readonly [Point, Point] | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  for (const [change, room] of [
    [-dx, from[0] - box.x],
    [dx, box.x + box.width - from[0]],
    [-dy, from[1] - box.y],
    [dy, box.y + box.height - from[1]],
  ] as const) {
    if (change === 0) {
      if (room < 0) return undefined;
    } else if (change < 0) enter = Math.max(enter, room / change);
    else leave = Math.min(leave, room / change);
  }
  if (enter > leave) return undefined;
  const at = (share: number): Point => [from[0] + share * dx, from[1] + share * dy];
  return [enter === 0 ? from : at(enter), leave === 1 ? to : at(leave)];
}
