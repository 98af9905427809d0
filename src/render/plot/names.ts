/**
 * @file The names of marks: beside the ends of lines, or in a legend above the panel.
 */

import type { Colour } from "../colour.ts";
import { CAP_HEIGHT, caption, captionWidth } from "../lettering.ts";
import { type Item, rect, type Text } from "../scene.ts";
import { BAND_OPACITY, LINE_WIDTH, POINT_OPACITY, POINT_RADIUS } from "./marks.ts";
import type { Mark, Numbers } from "./plot.ts";

/** A name, its colour, and where its line ends. */
export interface EndName {
  readonly name: string;
  readonly fill: Colour;
  /** Pixels from the top. */
  readonly y: number;
}

/** Pixels from one name to the next, baseline to baseline, where ends are close. */
const LEAST_LINE = 22;

/** The names one under the other, each as near to its line's end as the others let it, between `top` and `bottom`. */
export function besideEnds(names: readonly EndName[], x: number, top: number, bottom: number): Text[] {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  const places = apart(
    sorted.map(({ y }) => y),
    top,
    bottom,
  );
  return sorted.map(({ name, fill }, index) =>
    caption(name, { x, baseline: Math.round((places[index] ?? 0) + CAP_HEIGHT / 2), fill }),
  );
}

/** Groups of names that would touch are spread around their common middle, until none touch. */
function apart(wanted: readonly number[], top: number, bottom: number): number[] {
  interface Cluster {
    readonly members: readonly number[];
    readonly middle: number;
  }
  const reach = ({ members }: Cluster): number => ((members.length - 1) * LEAST_LINE) / 2;
  const settled = (members: readonly number[]): Cluster => {
    const mean = members.reduce((sum, y) => sum + y, 0) / members.length;
    const half = ((members.length - 1) * LEAST_LINE) / 2;
    return { members, middle: Math.max(top + half, Math.min(bottom - half, mean)) };
  };
  const clusters: Cluster[] = [];
  for (const y of wanted) {
    let cluster = settled([y]);
    for (let above = clusters.at(-1); above !== undefined; above = clusters.at(-1)) {
      if (cluster.middle - reach(cluster) - (above.middle + reach(above)) >= LEAST_LINE) break;
      clusters.pop();
      cluster = settled([...above.members, ...cluster.members]);
    }
    clusters.push(cluster);
  }
  return clusters.flatMap((cluster) =>
    cluster.members.map((_, index) => cluster.middle - reach(cluster) + index * LEAST_LINE),
  );
}

/** The last point of a line that is a number. */
export function lastValue(values: Numbers): number {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index] ?? Number.NaN;
    if (Number.isFinite(value)) return value;
  }
  return Number.NaN;
}

export interface LegendEntry {
  readonly name: string;
  readonly type: Mark["type"];
  readonly colour: Colour;
}

const SWATCH = 22;
const SWATCH_GAP = 8;
const ENTRY_GAP = 24;

/** Pixels that an entry takes up. */
const entryWidth = ({ name }: LegendEntry): number => SWATCH + SWATCH_GAP + captionWidth(name);

export interface LegendPlace {
  readonly left: number;
  readonly right: number;
  /** Of the panel's title, and how far it reaches: the legend stands beside it where there is room. */
  readonly titleEnd: number;
}

/** Entries in lines, with their left edges; the first line is the title's, empty where nothing fits in. */
export function legendLines(
  entries: readonly LegendEntry[],
  { left, right, titleEnd }: LegendPlace,
): { readonly entry: LegendEntry; readonly x: number }[][] {
  if (entries.length === 0) return [];
  const whole = entries.reduce((sum, entry) => sum + entryWidth(entry) + ENTRY_GAP, -ENTRY_GAP);
  const isBeside = titleEnd + ENTRY_GAP + whole <= right;
  const lines: { entry: LegendEntry; x: number }[][] = isBeside ? [[]] : [[], []];
  let x = isBeside ? right - whole : left;
  for (const entry of entries) {
    if (x > left && x + entryWidth(entry) > right) {
      lines.push([]);
      x = left;
    }
    lines.at(-1)?.push({ entry, x });
    x += entryWidth(entry) + ENTRY_GAP;
  }
  return lines;
}

export function drawEntry({ name, type, colour }: LegendEntry, x: number, baseline: number, ink: Colour): Item[] {
  const middle = baseline - CAP_HEIGHT / 2;
  return [swatch(type, colour, x, middle), caption(name, { x: x + SWATCH + SWATCH_GAP, baseline, fill: ink })];
}

function swatch(type: Mark["type"], colour: Colour, x: number, middle: number): Item {
  switch (type) {
    case "line":
      return rect(x, Math.round(middle - LINE_WIDTH / 2), SWATCH, LINE_WIDTH, colour);
    case "bars":
      return rect(x + SWATCH - CAP_HEIGHT, middle - CAP_HEIGHT / 2, CAP_HEIGHT, CAP_HEIGHT, colour);
    case "points":
      return {
        type: "dots",
        points: [[x + SWATCH - POINT_RADIUS - 2, middle]],
        radius: POINT_RADIUS + 1,
        fill: colour,
        opacity: POINT_OPACITY,
      };
    case "band": {
      const [top, bottom] = [middle - CAP_HEIGHT / 2, middle + CAP_HEIGHT / 2];
      const points = [
        [x, top],
        [x + SWATCH, top],
        [x + SWATCH, bottom],
        [x, bottom],
      ] as const;
      return { type: "area", points, fill: colour, opacity: 2 * BAND_OPACITY };
    }
  }
}
