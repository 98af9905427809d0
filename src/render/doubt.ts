/**
 * @file How unsure a model is of each cell, out of what the run recorded: the largest probability of each cell, or those of all tokens.
 */

import type { StepRecord } from "../trace/schema.ts";

/** What the corner marks of cells say: how little is left for any but the likeliest token, how spread out they are, how near the second is. */
export const DOUBT_MODES = ["off", "probability", "entropy", "margin"] as const;
export type DoubtMode = (typeof DOUBT_MODES)[number];

export type DoubtMeasure = Exclude<DoubtMode, "off">;
type Recorded = Pick<StepRecord, "tokens" | "confidence" | "probabilities">;

export const DOUBT_MEASURES = DOUBT_MODES.filter((mode): mode is DoubtMeasure => mode !== "off");

/** As it is called beside what is on, and what the size of a mark says. */
export const DOUBT_WORDS: Readonly<Record<DoubtMeasure, { readonly short: string; readonly meaning: string }>> = {
  probability: { short: "max probability", meaning: "1 − the probability of the likeliest token" },
  entropy: { short: "entropy", meaning: "entropy over all tokens, as a share of the largest there can be" },
  margin: { short: "top-2 margin", meaning: "1 − (probability of the likeliest token − that of the second)" },
};

/** What can be shown of a step; empty where the run recorded nothing. */
export function doubtsOf({ confidence, probabilities }: Recorded): readonly DoubtMeasure[] {
  if (probabilities !== null) return DOUBT_MEASURES;
  return confidence === null ? [] : ["probability"];
}

/** What is shown where `mode` is asked for: the largest probability where the run has nothing else. */
export function shownDoubt(mode: DoubtMode, step: Recorded): DoubtMode {
  const known = doubtsOf(step);
  return mode === "off" || known.includes(mode) ? mode : (known[0] ?? "off");
}

/** f32 [S], 0 (sure) to 1; null for nothing. */
export function doubtOf(mode: DoubtMode, step: Recorded): Float32Array | null {
  const measure = shownDoubt(mode, step);
  if (measure === "off") return null;
  const { tokens, confidence, probabilities } = step;
  if (measure === "probability" && confidence !== null)
    return Float32Array.from(confidence, (value) => 1 - value / 255);
  if (probabilities === null) return null;
  const vocabulary = probabilities.length / tokens.length;
  return Float32Array.from(tokens, (_, cell) =>
    doubtOfCell(measure, probabilities.subarray(cell * vocabulary, (cell + 1) * vocabulary)),
  );
}

/** Of one cell, out of its probabilities in any unit, 0 to 1. */
export function doubtOfCell(measure: DoubtMeasure, probabilities: ArrayLike<number>): number {
  let [total, first, second, spread] = [0, 0, 0, 0];
  for (let token = 0; token < probabilities.length; token++) {
    const value = probabilities[token] ?? 0;
    total += value;
    if (value > 0) spread += value * Math.log(value);
    if (value > first) [first, second] = [value, first];
    else if (value > second) second = value;
  }
  // As bytes they need not add up to one.
  if (total === 0) return 1;
  if (measure === "probability") return 1 - first / total;
  if (measure === "margin") return 1 - (first - second) / total;
  return probabilities.length < 2 ? 0 : (Math.log(total) - spread / total) / Math.log(probabilities.length);
}
