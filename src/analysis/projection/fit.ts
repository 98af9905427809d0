/**
 * @file Principal components of a stream of states, in bounded memory: a thin singular value decomposition of the first states, into
 * which further ones are merged some at a time.
 *
 * What is known of n states is their mean m and the leading singular values s with the axes V of the centred states. With c states
 * of mean m′ the same is had of all of them from the singular value decomposition of the rows
 *
 *     s_i V_i,   x_j − m′,   √(n c / (n + c)) (m − m′)
 *
 * Source: Ross, Lim, Lin and Yang, Incremental learning for robust visual tracking, International Journal of Computer Vision 77,
 * 2008, section 3.1; scikit-learn's IncrementalPCA is the same. More axes are carried along than are wanted, since what is dropped in
 * one merge cannot come back in the next. The total variance is exact whatever is dropped.
 */

import { dot } from "../linear-algebra/gram-schmidt.ts";
import type { PrincipalBasis } from "./basis.ts";
import { thinSvd } from "./thin-svd.ts";

export interface FitOptions {
  /** How many axes are wanted. */
  readonly components: number;
  /** States merged at once; so many are fitted exactly. By their size where it is left out, 128 small ones. */
  readonly chunk?: number;
  /** Axes carried along between merges. */
  readonly rank?: number;
}

export interface PrincipalFit {
  /** Takes a state, f32 or f64 [N] however it is shaped; it is copied. */
  add(state: Float32Array | Float64Array): void;
  /** The basis of all states so far. Throws for fewer than two. */
  basis(): PrincipalBasis;
}

const MOST_AT_ONCE = 128;
/** Numbers of the states that wait to be merged, in float64: 64 MiB. Merging takes four times as much. */
const NUMBERS_AT_ONCE = 1 << 23;
/** Carried beyond the axes that are wanted: enough where memory is scarce, and four digits where it is not. */
const SPARE_AXES = { fewest: 13, most: 29 };

interface Merged {
  readonly states: number;
  readonly mean: Float64Array;
  readonly singularValues: readonly number[];
  readonly vectors: readonly Float64Array[];
  /** Σ ‖x − mean‖² */
  readonly sumOfSquares: number;
}

/** `dimension` is N, the numbers in a state. */
export function fitPrincipalAxes(dimension: number, { components, chunk, rank }: FitOptions): PrincipalFit {
  const affordable = Math.floor(NUMBERS_AT_ONCE / dimension);
  const atOnce = chunk ?? Math.max(2, Math.min(MOST_AT_ONCE, affordable));
  const spare = Math.max(SPARE_AXES.fewest, Math.min(SPARE_AXES.most, affordable));
  const carried = Math.max(components, rank ?? components + spare);
  let merged: Merged | undefined;
  let waiting: Float64Array[] = [];

  function merge(): void {
    if (waiting.length === 0) return;
    const states = (merged?.states ?? 0) + waiting.length;
    // As long as they are few nothing need be dropped.
    merged = mergeStates(merged, waiting, states <= atOnce ? states : carried);
    waiting = [];
  }

  return {
    add(state) {
      if (state.length !== dimension) throw new Error(`a state of ${state.length} numbers among ${dimension}`);
      if (waiting.length === atOnce) merge();
      waiting.push(Float64Array.from(state));
    },
    basis() {
      merge();
      if (merged === undefined || merged.states < 2) throw new Error("principal axes need two states");
      return basisOf(merged, components);
    },
  };
}

/** Consumes `states`: they are centred in place. */
function mergeStates(before: Merged | undefined, states: readonly Float64Array[], rank: number): Merged {
  const mean = meanOf(states);
  let sumOfSquares = before?.sumOfSquares ?? 0;
  for (const state of states) {
    for (let place = 0; place < state.length; place++)
      state[place] = (state[place] as number) - (mean[place] as number);
    sumOfSquares += dot(state, state);
  }
  if (before === undefined) return { states: states.length, mean, ...thinSvd(states, rank), sumOfSquares };

  const all = before.states + states.length;
  const weight = Math.sqrt((before.states * states.length) / all);
  const shift = before.mean.map((value, place) => weight * (value - (mean[place] as number)));
  const known = before.vectors.map((vector, index) =>
    vector.map((value) => value * (before.singularValues[index] ?? 0)),
  );
  return {
    states: all,
    mean: before.mean.map((value, place) => value + ((mean[place] as number) - value) * (states.length / all)),
    ...thinSvd([...known, ...states, shift], rank),
    sumOfSquares: sumOfSquares + dot(shift, shift),
  };
}

function meanOf(states: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(states[0]?.length ?? 0);
  for (const state of states) {
    for (let place = 0; place < sum.length; place++) sum[place] = (sum[place] as number) + (state[place] as number);
  }
  return sum.map((value) => value / states.length);
}

function basisOf({ states, mean, singularValues, vectors, sumOfSquares }: Merged, components: number): PrincipalBasis {
  const held = singularValues.reduce((sum, value) => sum + value * value, 0);
  const share = sumOfSquares === 0 ? 0 : 1 - held / sumOfSquares;
  return {
    dimension: mean.length,
    states,
    centre: mean.slice(),
    axes: vectors.slice(0, components).map(pointedUp),
    variances: singularValues.slice(0, components).map((value) => (value * value) / (states - 1)),
    totalVariance: sumOfSquares / (states - 1),
    dropped: share < ROUNDING ? 0 : share,
  };
}

/** Shares of the variance below this are rounding. */
const ROUNDING = 1e-9;

/** Axes have no sign of their own; this one makes pictures of the same states the same. */
function pointedUp(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis.slice();
}
