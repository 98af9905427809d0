/**
 * @file Both axes of a panel in one unit.
 */

type Domain = readonly [from: number, to: number];

export interface Frame {
  readonly x: Domain;
  readonly y: Domain;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A panel's height is at least and at most this; an axis shows more than there is where that takes it. */
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 900;

/** The frame of the same width in which a unit of y is as long as one of x, and that shows all that `frame` does. */
export function inSameUnits({ x, y, width }: Omit<Frame, "height">): Frame {
  const tall = (width * span(y)) / span(x);
  const height = Math.round(Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, tall)));
  const unit = Math.max(span(x) / width, span(y) / height);
  return { x: widened(x, unit * width), y: widened(y, unit * height), width, height };
}

const span = ([from, to]: Domain): number => to - from;

function widened([from, to]: Domain, length: number): Domain {
  const middle = from + (to - from) / 2;
  return [middle - length / 2, middle + length / 2];
}
