/**
 * @file The latent trajectory as a picture: both axes in the same unit, all rollouts in one frame.
 */

import type { ProjectedStates } from "../../sources/project-states.ts";

export type Point = readonly [x: number, y: number];

/** Pixels per unit of the state, at most. */
const MOST_SCALE = 1e12;

/** Places in a box of `width` × `height` with a margin, per rollout. A single axis is drawn as a line. */
export function placePoints(
  { rollouts }: Pick<ProjectedStates, "rollouts">,
  width: number,
  height: number,
  margin: number,
): readonly (readonly Point[])[] {
  const points = rollouts.map(({ scores }) => scores.map((score): Point => [score[0] ?? 0, score[1] ?? 0]));
  const range = (axis: 0 | 1) => {
    const values = points.flatMap((ofRollout) => ofRollout.map((point) => point[axis]));
    const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return { span: high - low, middle: (low + high) / 2 };
  };
  const [across, up] = [range(0), range(1)];
  // Where nothing moves any scale will do.
  const least = Number.MIN_VALUE;
  const fits = [(width - 2 * margin) / Math.max(across.span, least), (height - 2 * margin) / Math.max(up.span, least)];
  const scale = Math.min(...fits, MOST_SCALE);
  const place = ([x, y]: Point): Point => [
    width / 2 + (x - across.middle) * scale,
    // Upwards is more.
    height / 2 - (y - up.middle) * scale,
  ];
  return points.map((ofRollout) => ofRollout.map(place));
}

/** The last kept state at or before a position: its place among `indexes`, the positions of the states; the first where none is. */
export function stateAt(indexes: readonly number[], position: number): number {
  return Math.max(
    0,
    indexes.findLastIndex((index) => index <= position),
  );
}

/** `61 %` */
export const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
