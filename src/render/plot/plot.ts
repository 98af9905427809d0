/**
 * @file A plot as plain data. `plotScene` in `plot-scene.ts` makes a picture of it.
 *
 * A plot is a column of panels that share their x axis; a single chart is a plot of one panel. Whoever makes one says what is to be
 * seen (series, bands, points, bars, references) and in which units; where things stand, which ticks there are, how numbers are
 * written, and which names stand where is decided here.
 *
 * ```ts
 * plotScene({
 *   title: "Halting", theme: "light", x: { title: "supervision step", whole: true },
 *   panels: [{
 *     title: "q_halt_logit, mean and 95 % interval",
 *     references: [{ y: 0, name: "halts" }],
 *     marks: [
 *       { type: "band", x: steps, low, high, colour: 0 },
 *       { type: "line", name: "solved", x: steps, y: solved, colour: 0 },
 *       { type: "line", name: "not solved", x: steps, y: unsolved, colour: 1 },
 *     ],
 *   }],
 * });
 * ```
 */

import type { ThemeName } from "../theme.ts";

export interface Plot {
  /** Over everything, in bold. */
  readonly title?: string;
  /** A line under it: which run, how many. */
  readonly remark?: string;
  /** The picture in words; the titles where it is missing. */
  readonly label?: string;
  readonly theme: ThemeName;
  /** Of the whole picture, in pixels; 1200 where it is missing. Text has a height that suits a picture shown at half its size. */
  readonly width?: number;
  readonly x: XAxis;
  /** A unit is as long upwards as to the right, so that distances can be seen; the panel's height follows. For plots of one panel. */
  readonly sameUnits?: boolean;
  /** From top to bottom. */
  readonly panels: readonly Panel[];
}

interface Axis {
  /** The range to show; what lies outside is cut off. Without it, all that there is, up to a round number. */
  readonly domain?: readonly [from: number, to: number];
  /** Logarithmic, base 10; what is not above 0 is not drawn. */
  readonly log?: boolean;
  /** Of shares from 0 to 1: written as 25 %. */
  readonly percent?: boolean;
  /** Ticks at whole numbers only. */
  readonly whole?: boolean;
}

export interface XAxis extends Axis {
  /** With its unit, such as `training step`. */
  readonly title: string;
  /** Instead of numbers: what stands at which place, such as the names of categories under bars. */
  readonly ticks?: readonly { readonly at: number; readonly name: string }[];
}

export interface YAxis extends Axis {
  /** The axis begins at 0, or ends there if all is below; so it does anyway where there are bars. */
  readonly zero?: boolean;
}

export interface Panel {
  /** What the y axis shows, with its unit, such as `loss, nats per cell`: it stands over the axis. */
  readonly title: string;
  readonly y?: YAxis;
  /** Pixels from the lowest to the highest value; 220 where it is missing. */
  readonly height?: number;
  /** From back to front. */
  readonly marks: readonly Mark[];
  readonly references?: readonly Reference[];
  /**
   * Where the names of marks stand: `beside` the ends of lines, or `above` the panel. Where it is missing: beside, if all named marks
   * are lines.
   */
  readonly names?: "beside" | "above";
}

/** Numbers by place; `NaN` where there is none. A typed array will do, and millions of numbers will. */
export type Numbers = ArrayLike<number>;

interface Named {
  readonly name?: string;
  /** Which colour of the theme's series, from 0; `quiet` is grey. Without it, named marks of a panel take turns. */
  readonly colour?: number | "quiet";
}

/** A line through points in the order given; a gap where y is not a number. */
export interface LineMark extends Named {
  readonly type: "line";
  readonly x: Numbers;
  readonly y: Numbers;
  /** In the background: the raw data behind a smoothed line. */
  readonly faint?: boolean;
}

/** Between two lines: a confidence interval, quartiles. */
export interface BandMark extends Named {
  readonly type: "band";
  readonly x: Numbers;
  readonly low: Numbers;
  readonly high: Numbers;
}

export interface PointsMark extends Named {
  readonly type: "points";
  readonly x: Numbers;
  readonly y: Numbers;
  /** Pixels; 4 where it is missing. */
  readonly radius?: number;
}

/** A bar from `low` (0 where it is missing) to `high` over each `from` to `to`: histograms, counts, stacks. */
export interface BarsMark extends Named {
  readonly type: "bars";
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low?: number;
}

export type Mark = LineMark | BandMark | PointsMark | BarsMark;

/** A dashed line across the panel at one value, which is always in the range that is shown. */
export type Reference = ({ readonly x: number } | { readonly y: number }) & { readonly name?: string };
