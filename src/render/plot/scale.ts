/**
 * @file From values to pixels: d3's scales with the ticks that there is room for.
 */

import { scaleLinear, scaleLog } from "d3-scale";
import { type Ticks, tickName, tickNames } from "./ticks.ts";

export interface Scale {
  readonly domain: readonly [number, number];
  /** Pixels, not rounded; `NaN` for what has no place on it. */
  at(value: number): number;
  /** The other way: which value is at a pixel, such as that under a pointer. */
  value(pixels: number): number;
  /** Ticks of which no two are nearer than `apart(names)` pixels, if there are two. */
  ticks(apart: (names: readonly string[]) => number): Ticks;
}

export interface ScaleOptions {
  readonly domain: readonly [number, number];
  /** Pixels of the domain's ends. */
  readonly range: readonly [number, number];
  readonly log?: boolean | undefined;
  readonly percent?: boolean | undefined;
  readonly whole?: boolean | undefined;
}

/** Ticks that a linear axis has at most. */
const MOST_TICKS = 10;

export function createScale({ domain, range, log = false, percent = false, whole = false }: ScaleOptions): Scale {
  const d3 = (log ? scaleLog() : scaleLinear()).domain(domain).range(range);
  const at = (value: number): number => (log && value <= 0 ? Number.NaN : d3(value));
  const fits = (values: readonly number[], apart: number): boolean =>
    values.every((value, index) => index === 0 || Math.abs(at(value) - at(values[index - 1] ?? value)) >= apart);

  function* candidates(): Generator<Ticks, void, void> {
    if (log && domain[1] / domain[0] >= 10) {
      const named = (values: number[]): Ticks => ({
        values,
        names: values.map((value) => tickName(value, { percent })),
      });
      if (domain[1] / domain[0] < 1000) yield named(powers(domain, 1, [1, 2, 5]));
      for (let every = 1; every < 400; every++) yield named(powers(domain, every, [1]));
      return;
    }
    const linear = scaleLinear().domain(domain);
    for (let count = MOST_TICKS; count >= 1; count--) {
      const values = linear.ticks(count).filter((value) => !whole || Number.isInteger(value));
      yield { values, names: tickNames(values, { percent }) };
    }
  }

  return {
    domain,
    at,
    value: (pixels) => d3.invert(pixels),
    ticks(apart) {
      let last: Ticks = { values: [], names: [] };
      for (const ticks of candidates()) {
        last = ticks;
        if (fits(ticks.values, apart(ticks.names))) return ticks;
      }
      return { values: last.values.slice(0, 1), names: last.names.slice(0, 1) };
    },
  };
}

/** `mantissas` times every so many powers of ten, within the domain. */
function powers([from, to]: readonly [number, number], every: number, mantissas: readonly number[]): number[] {
  const values: number[] = [];
  const first = Math.floor(Math.log10(from) / every) * every;
  for (let exponent = first; exponent <= Math.log10(to) + 1e-9; exponent += every) {
    // Not 10 ** exponent, which is 0.000009999999999999999 for −5.
    values.push(...mantissas.map((mantissa) => Number(`${mantissa}e${exponent}`)));
  }
  return values.filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
}

/** Differences and values below this are none: nearer to the smallest numbers there are, an axis cannot be divided. */
const SMALLEST = 1e-290;

/** Is there a range that can be told from a single value? */
export function isRange(from: number, to: number): boolean {
  return to - from > Math.max(SMALLEST, 1e-12 * Math.max(Math.abs(from), Math.abs(to)));
}

/** Round ends around values, or any ends where there are none. */
export function niceDomain(from: number, to: number, { log = false }: { readonly log?: boolean }): [number, number] {
  if (!(from <= to)) return log ? [1, 10] : [0, 1];
  if (log && from < SMALLEST) return niceDomain(SMALLEST, Math.max(SMALLEST, to), { log });
  if (!isRange(from, to)) {
    const room = Math.abs(from) < SMALLEST ? 1 : Math.abs(from) / 2;
    return log ? [from / 2, from * 2] : niceDomain(from - room, from + room, {});
  }
  if (log) {
    const lower = 10 ** Math.floor(Math.log10(from) + 1e-9);
    const upper = 10 ** Math.ceil(Math.log10(to) - 1e-9);
    // A decade of which a tenth is used is no round end but a waste.
    return [step(from, lower, Math.floor), step(to, upper / 10, Math.ceil)];
  }
  const [nice0 = from, nice1 = to] = scaleLinear().domain([from, to]).nice(5).domain();
  return [nice0, nice1];
}

/** A value in units of its power of ten, rounded: 0.037 to 0.03 or 0.04. */
const step = (value: number, unit: number, round: (value: number) => number): number =>
  round(Number((value / unit).toPrecision(6))) * unit;
