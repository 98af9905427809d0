/**
 * @file Marks as items of a scene, inside the box of their panel.
 */

import type { Colour } from "../colour.ts";
import type { Box, Item, Point } from "../scene.ts";
import { rect } from "../scene.ts";
import { clipLine, isInside } from "./clip.ts";
import type { BandMark, BarsMark, LineMark, Mark, Numbers, PointsMark } from "./plot.ts";
import type { Scale } from "./scale.ts";
import { runsOfPoints } from "./thin.ts";

export interface MarkPlace {
  readonly x: Scale;
  readonly y: Scale;
  readonly box: Box;
}

export const LINE_WIDTH = 3;
export const POINT_RADIUS = 4;
export const BAND_OPACITY = 0.18;
export const POINT_OPACITY = 0.7;
const FAINT = { width: 1.5, opacity: 0.35 };

export function drawMark(mark: Mark, colour: Colour, place: MarkPlace): Item[] {
  switch (mark.type) {
    case "line":
      return drawLine(mark, colour, place);
    case "band":
      return drawBand(mark, colour, place);
    case "points":
      return drawPoints(mark, colour, place);
    case "bars":
      return drawBars(mark, colour, place);
  }
}

function drawLine({ x, y, faint = false }: LineMark, stroke: Colour, place: MarkPlace): Item[] {
  const { width, opacity } = faint ? FAINT : { width: LINE_WIDTH, opacity: 1 };
  return runsOfPoints(x.length, pointsOf(x, y, place), isAscending(x))
    .flatMap((run) => clipLine(run, place.box))
    .map((points) => ({ type: "stroke", points, width, stroke, opacity }));
}

function drawBand({ x, low, high }: BandMark, fill: Colour, place: MarkPlace): Item[] {
  // A gap in either edge is a gap of the band.
  const whole = (index: number): boolean => Number.isFinite(at(low, index)) && Number.isFinite(at(high, index));
  const edge = (values: Numbers): readonly (readonly Point[])[] => {
    const pointAt = pointsOf(x, values, place);
    const clamped = (index: number): Point => {
      const [left, top] = pointAt(index);
      // On a logarithmic axis an interval may reach down to 0 and below.
      return [left, Number.isNaN(top) ? place.box.y + place.box.height : within(top, place.box)];
    };
    return runsOfPoints(x.length, (index) => (whole(index) ? clamped(index) : [Number.NaN, 0]), isAscending(x));
  };
  const upper = edge(high);
  return edge(low).map((run, index) => ({
    type: "area",
    points: [...(upper[index] ?? []), ...[...run].reverse()].map(([left, top]) => [
      Math.min(place.box.x + place.box.width, Math.max(place.box.x, left)),
      top,
    ]),
    fill,
    opacity: BAND_OPACITY,
  }));
}

function drawPoints({ x, y, radius = POINT_RADIUS }: PointsMark, fill: Colour, place: MarkPlace): Item[] {
  const pointAt = pointsOf(x, y, place);
  const points = Array.from({ length: x.length }, (_, index) => pointAt(index)).filter((point) =>
    isInside(point, place.box),
  );
  return points.length === 0 ? [] : [{ type: "dots", points, radius, fill, opacity: POINT_OPACITY }];
}

/** On whole pixels, with one between neighbours where there is room. A bar of anything above nothing is seen. */
function drawBars({ bars }: BarsMark, fill: Colour, { x, y, box }: MarkPlace): Item[] {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  return bars.flatMap(({ from, to, high, low = 0 }) => {
    if (!(high > low)) return [];
    const left = Math.max(box.x, Math.round(x.at(from)));
    const end = Math.min(right, Math.round(x.at(to)));
    const top = Math.round(within(y.at(high), box));
    const foot = y.at(low);
    const height = Math.round(Number.isNaN(foot) ? bottom : within(foot, box)) - top;
    if (end <= left || x.at(to) < box.x || x.at(from) > right) return [];
    const gap = end - left > 4 ? 1 : 0;
    return [rect(left, height < 1 ? top - 1 : top, end - left - gap, Math.max(1, height), fill)];
  });
}

function pointsOf(x: Numbers, y: Numbers, place: MarkPlace): (index: number) => Point {
  return (index) => [place.x.at(at(x, index)), place.y.at(at(y, index))];
}

const at = (values: Numbers, index: number): number => values[index] ?? Number.NaN;

const within = (top: number, { y, height }: Box): number => Math.min(y + height, Math.max(y, top));

function isAscending(x: Numbers): boolean {
  for (let index = 1; index < x.length; index++) if (at(x, index) < at(x, index - 1)) return false;
  return true;
}

/** The values that a mark takes up on either axis, in order to know its range. */
export function extentOf(mark: Mark, axis: "x" | "y"): readonly Numbers[] {
  if (mark.type === "bars") {
    const ends = (bar: BarsMark["bars"][number]): number[] =>
      axis === "x" ? [bar.from, bar.to] : [bar.low ?? 0, bar.high];
    return [mark.bars.flatMap(ends)];
  }
  if (axis === "x") return [mark.x];
  return mark.type === "band" ? [mark.low, mark.high] : [mark.y];
}
