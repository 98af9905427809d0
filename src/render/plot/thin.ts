/**
 * @file No more points than can be seen, and none of the extremes lost: of the points in one column of pixels, the first, the
 * lowest, the highest and the last, in their order.
 */

import type { Point } from "../scene.ts";

/** Runs of points between gaps, in pixels, from the values of a line. */
export function runsOfPoints(
  length: number,
  pointAt: (index: number) => Point,
  isOrdered: boolean,
): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  let column: Column | undefined;
  function endColumn(): void {
    if (column !== undefined) run.push(...pointsOf(column));
    column = undefined;
  }
  function endRun(): void {
    endColumn();
    if (run.length > 0) runs.push(run);
    run = [];
  }
  for (let index = 0; index < length; index++) {
    const point = pointAt(index);
    if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
      // Within a column a gap cannot be seen.
      if (column !== undefined && Math.floor(point[0]) === column.place) continue;
      endRun();
      continue;
    }
    const place = Math.floor(point[0]);
    if (!isOrdered) run.push(point);
    else if (column?.place === place) extend(column, point, index);
    else {
      endColumn();
      column = begin(place, point, index);
    }
  }
  endRun();
  return runs;
}

interface Entry {
  readonly point: Point;
  readonly index: number;
}

interface Column {
  readonly place: number;
  readonly first: Entry;
  low: Entry;
  high: Entry;
  last: Entry;
}

function begin(place: number, point: Point, index: number): Column {
  const entry = { point, index };
  return { place, first: entry, low: entry, high: entry, last: entry };
}

function extend(column: Column, point: Point, index: number): void {
  const entry = { point, index };
  if (point[1] < column.low.point[1]) column.low = entry;
  if (point[1] > column.high.point[1]) column.high = entry;
  column.last = entry;
}

function pointsOf({ first, low, high, last }: Column): Point[] {
  const entries = [...new Set([first, low, high, last])].sort((a, b) => a.index - b.index);
  return entries.map(({ point }) => point);
}
