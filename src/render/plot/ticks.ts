/**
 * @file Where an axis has ticks, and how their numbers are written.
 */

/** What of d3's scales is needed here: the same for linear and logarithmic ones. */
export interface Ticks {
  readonly values: readonly number[];
  readonly names: readonly string[];
}

export interface TickFormat {
  readonly percent?: boolean;
}

/** From this on, thousands are written as `20k`, millions as `1.5M`. */
const ABBREVIATED: readonly (readonly [from: number, unit: number, suffix: string])[] = [
  [1e12, 1e12, "T"],
  [1e9, 1e9, "G"],
  [1e6, 1e6, "M"],
  [1e4, 1e3, "k"],
];

/** The numbers of one axis, all with as many decimals as tell them apart. */
export function tickNames(values: readonly number[], { percent = false }: TickFormat = {}): string[] {
  const scaled = percent ? values.map((value) => value * 100) : values;
  const largest = Math.max(...scaled.map(Math.abs), 0);
  const suffix = percent ? " %" : "";
  if (largest >= 1e15) return scaled.map((value) => power(value) + suffix);
  if (largest < 1e-3 && largest > 0) return scaled.map((value) => power(value) + suffix);
  const [, unit, letter] = ABBREVIATED.find(([from]) => largest >= from) ?? [0, 1, ""];
  const decimals = decimalsOf(scaled.map((value) => value / unit));
  return scaled.map((value) => (value === 0 ? `0${suffix}` : `${grouped(value / unit, decimals)}${letter}${suffix}`));
}

/** A number by itself, as on a logarithmic axis: `0.001`, `10,000`, `1e−5`. */
export function tickName(value: number, format: TickFormat = {}): string {
  return tickNames([value], format)[0] ?? "";
}

/** The fewest decimals that write all numbers to within a thousandth of their smallest distance. */
function decimalsOf(values: readonly number[]): number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? 0));
  const allowed = (gaps.length > 0 ? Math.min(...gaps) : Math.abs(sorted[0] ?? 1)) / 1000;
  for (let decimals = 0; decimals < 12; decimals++) {
    if (values.every((value) => Math.abs(Number(value.toFixed(decimals)) - value) <= allowed)) return decimals;
  }
  return 12;
}

function grouped(value: number, decimals: number): string {
  const [whole = "", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0 ? "−" : ""}${digits}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** `2e−5` */
function power(value: number): string {
  if (value === 0) return "0";
  const [mantissa = "", exponent = ""] = value.toExponential(3).split("e");
  return `${Number(mantissa)}e${exponent.replace("+", "")}`.replaceAll("-", "−");
}
