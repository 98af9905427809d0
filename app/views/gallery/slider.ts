/**
 * @file A threshold as a slider: its own axis, and numbers for people.
 */

import type { ThresholdInfo } from "../../../src/analysis/modes/thresholds.ts";

export interface Slider {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Of a value on the slider, and back. */
  place(value: number): number;
  value(place: number): number;
  text(value: number): string;
}

/** Nobody moves a slider over two hundred logits. */
const HALT_SPAN = 10;

export function sliderOf({ least, most, log }: ThresholdInfo): Slider {
  if (log) {
    return {
      least: Math.log10(least),
      most: Math.log10(most),
      step: 0.05,
      place: Math.log10,
      // Three digits: a link with the slider's rounding errors would be unreadable.
      value: (place) => Math.min(most, Number((10 ** place).toPrecision(3))),
      text: (value) =>
        (value >= 0.01 ? String(Number(value.toPrecision(3))) : value.toExponential(1)).replace("-", "−"),
    };
  }
  const identity = (value: number): number => Number(value.toFixed(2));
  const [from, to] = [Math.max(least, -HALT_SPAN), Math.min(most, HALT_SPAN)];
  return {
    least: from,
    most: to,
    step: (to - from) / 200,
    place: identity,
    value: identity,
    text: (value) => value.toFixed(2).replace("-", "−"),
  };
}
