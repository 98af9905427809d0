/**
 * @file Quantiles of a sample, `NaN`s left out.
 */

/** The values that are numbers, ascending, in an array of their own. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/**
 * The `q`-quantile (0 to 1) of ascending values, between two of them by linear interpolation (type 7 of Hyndman and Fan, 1996).
 * `NaN` of none.
 */
export function quantileOfSorted(ascending: ArrayLike<number>, q: number): number {
  if (ascending.length === 0) return Number.NaN;
  const place = (ascending.length - 1) * q;
  const below = Math.floor(place);
  const low = ascending[below] ?? Number.NaN;
  const high = ascending[Math.min(below + 1, ascending.length - 1)] ?? Number.NaN;
  // Any share of -Infinity is -Infinity; and two infinities have no difference.
  return place === below || low === high || low === Number.NEGATIVE_INFINITY
    ? low
    : low + (high - low) * (place - below);
}

export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOfSorted(sorted(values), q);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
