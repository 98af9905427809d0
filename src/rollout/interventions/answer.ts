/**
 * @file `answer@3:grid=target`: the answer state is changed so that it reads as a grid of one's choice, and as little as that takes
 * beside the logits of the tokens wanted.
 *
 * A cell's logits are W·z. Where the wanted token is not ahead of all others by the margin, its logit is raised until it is, and
 * the others stay: z += W⁺·e·δ, the shortest such change. Cells that read so already are left alone, bit for bit.
 */

import { UNLABELLED } from "../../arc/puzzle.ts";
import type { InterventionContext } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";
import { type OutputHead, pseudoInverse } from "./output-head.ts";
import { readWantedAnswer } from "./wanted-answer.ts";

/** Logits. Far enough ahead to be a decision, whatever the scale of the head: of the size of a trained model's own. */
const DEFAULT_MARGIN = 5;
const MARGIN = { min: 0, max: 1e6, above: true, expected: "above 0 to 1000000" } as const;

export const answer: InterventionKind = {
  name: "answer",
  keys: ["grid", "margin"],
  // What the answer is read from: z_H, or the only state.
  targets: (states) => [states.includes("z_H") ? "z_H" : "z_L"],
  read(options, { targets, where }) {
    const wanted = readWantedAnswer(options, "grid", where);
    const margin = options.number("margin", MARGIN) ?? DEFAULT_MARGIN;
    return {
      begin: () => async (context) => {
        const tokens = wanted(context);
        return Promise.all(
          targets.map(async (state) => {
            const values = await context.readState(state);
            writeAnswer(values, tokens, margin, context);
            return { state, values };
          }),
        );
      },
    };
  },
};

/** Changes `state`, f32 [P+S, D], so that its cells read as `tokens`, u8 [S]. */
function writeAnswer(
  state: Float32Array,
  tokens: Uint8Array,
  margin: number,
  { stateShape: [, width], puzzlePositions, outputHead }: InterventionContext,
): void {
  const directions = pseudoInverse(outputHead);
  tokens.forEach((token, cell) => {
    if (token === UNLABELLED) return;
    const start = (puzzlePositions + cell) * width;
    const missing = behind(state.subarray(start, start + width), token, outputHead) + margin;
    if (missing <= 0) return;
    for (let channel = 0; channel < width; channel++) {
      const direction = directions[token * width + channel] ?? 0;
      state[start + channel] = (state[start + channel] ?? 0) + missing * direction;
    }
  });
}

/** How far a token's logit is behind the largest of the others; negative where it is ahead. */
function behind(z: Float32Array, token: number, { shape: [vocabulary, width], data }: OutputHead): number {
  let [own, others] = [0, Number.NEGATIVE_INFINITY];
  for (let candidate = 0; candidate < vocabulary; candidate++) {
    let logit = 0;
    for (let channel = 0; channel < width; channel++)
      logit += (data[candidate * width + channel] ?? 0) * (z[channel] ?? 0);
    if (candidate === token) own = logit;
    else others = Math.max(others, logit);
  }
  return others - own;
}
