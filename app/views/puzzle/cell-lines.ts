/**
 * @file What is drawn of one cell over the whole rollout: the probability of every token that ever had one, as far as the run recorded it.
 */

import type { GridStyle } from "../../draw/grid-style.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import { tokenName } from "./inspect-cell.ts";

/** A line that never leaves the axis is not drawn. */
const LEAST_SHARE = 0.02;

export interface CellLine {
  /** Null for the likeliest, whichever it is: where the run recorded no more. */
  readonly token: number | null;
  readonly name: string;
  /** 0 to 1, NaN where it was not recorded. f64 [positions] */
  readonly values: Float64Array;
  /** Position at which it is likeliest for the first time, and how likely. */
  readonly top: number;
  readonly most: number;
}

export type Recorded = "all tokens" | "the likeliest" | "nothing";

export interface CellLines {
  readonly recorded: Recorded;
  /** Tokens of the vocabulary whose probabilities were recorded. */
  readonly vocabulary: number;
  /** The least likely first, so that the others are drawn over it. */
  readonly lines: readonly CellLine[];
}

export function cellLines({ timeline }: Pick<RolloutModel, "timeline">, style: GridStyle, cell: number): CellLines {
  const steps = timeline.positions.map(({ shown }) => shown);
  const bytes = steps.find(({ probabilities }) => probabilities !== null);
  if (bytes?.probabilities != null) {
    const vocabulary = bytes.probabilities.length / bytes.tokens.length;
    const lines = Array.from({ length: vocabulary }, (_, token) => {
      const values = steps.map(({ probabilities }) => probabilities?.[cell * vocabulary + token]);
      return lineOf(token, tokenName(style, token, cell), values);
    });
    const drawn = lines.filter(({ most }) => most >= LEAST_SHARE).sort((a, b) => a.most - b.most);
    return { recorded: "all tokens", vocabulary, lines: drawn };
  }
  if (!steps.some(({ confidence }) => confidence !== null)) return { recorded: "nothing", vocabulary: 0, lines: [] };
  const values = steps.map(({ confidence }) => confidence?.[cell]);
  return { recorded: "the likeliest", vocabulary: 0, lines: [lineOf(null, "the likeliest", values)] };
}

/** What of it the run recorded, in a line. */
export function recordedWords({ recorded, vocabulary }: CellLines): string {
  switch (recorded) {
    case "all tokens":
      return `Probabilities of all ${vocabulary} tokens, as recorded: in steps of 1/255.`;
    case "the likeliest":
      return "The run recorded each cell's largest probability only: the token it belongs to is in the band. All of them: fixpoint trace --probabilities.";
    case "nothing":
      return "The run recorded no probabilities, only what the cell held. To have them: fixpoint trace --probabilities.";
  }
}

function lineOf(token: number | null, name: string, bytes: readonly (number | undefined)[]): CellLine {
  const values = Float64Array.from(bytes, (byte) => (byte === undefined ? Number.NaN : byte / 255));
  const most = values.reduce((largest, value) => (value > largest ? value : largest), 0);
  return { token, name, values, most, top: Math.max(0, values.indexOf(most)) };
}
