/**
 * @file What one cell held over the whole rollout.
 */

import { doubtOfCell } from "../../../src/render/doubt.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";

/** A stretch of positions at which the cell held the same token. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly token: number;
}

export function stretchesOf({ timeline }: RolloutModel, cell: number): readonly Stretch[] {
  const stretches: { from: number; to: number; token: number }[] = [];
  for (const [index, { shown }] of timeline.positions.entries()) {
    const token = shown.tokens[cell] ?? 0;
    const last = stretches.at(-1);
    if (last?.token === token) last.to = index + 1;
    else stretches.push({ from: index, to: index + 1, token });
  }
  return stretches;
}

/** Of the token that the cell holds, 0 to 1; null where it was not recorded. */
export function confidenceAt(model: RolloutModel, index: number, cell: number): number | null {
  const value = model.timeline.at(index).shown.confidence?.[cell];
  if (value !== undefined) return value / 255;
  const probabilities = probabilitiesAt(model, index, cell);
  return probabilities === null ? null : Math.max(...probabilities);
}

/** `entropy 0.12 nats, top-2 margin 94 %` */
export function spreadWords(probabilities: readonly number[]): string {
  const nats = doubtOfCell("entropy", probabilities) * Math.log(probabilities.length);
  const margin = 1 - doubtOfCell("margin", probabilities);
  return `entropy ${nats.toFixed(2)} nats, top-2 margin ${(100 * margin).toFixed(0)} %`;
}

/** Of every token, 0 to 1; null where they were not recorded. */
export function probabilitiesAt({ timeline }: RolloutModel, index: number, cell: number): readonly number[] | null {
  const { probabilities, tokens } = timeline.at(index).shown;
  if (probabilities === null) return null;
  const vocabulary = probabilities.length / tokens.length;
  return Array.from(probabilities.subarray(cell * vocabulary, (cell + 1) * vocabulary), (value) => value / 255);
}

/** `7`, `blank`, `PAD`: a token as people of the field call it. */
export function tokenName({ notation, kind }: GridStyle, token: number, cell: number): string {
  if (token === 255) return "no label";
  const { hatch, text } = notation.look(token, cell);
  if (hatch !== undefined) return hatch.toUpperCase();
  if (text !== undefined) return text.content;
  if (kind === "arc") return String(token - 2);
  if (kind === "sudoku") return "blank";
  return kind === "maze" ? (["wall", "open", "start", "goal", "path"][token - 1] ?? String(token)) : String(token);
}
