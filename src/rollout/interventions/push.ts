/**
 * @file `push@3-8:toward=target,rate=0.1[,target=z_L]`: the states go a step down the gradient of the loss of the answer that an H-update
 * would give now, against the answer wanted.
 *
 * z −= rate·‖z‖·g/‖g‖, over all states that are pushed together, both where `target` is left out; g is the gradient of the cross-entropy,
 * mean over the labelled cells. The states have RMS 1, so a push is as large as noise with `sigma` of the same number: what a
 * direction is worth shows against noise of the same size. An answer that reads as wanted is left alone, bit for bit.
 */

import { UNLABELLED } from "../../arc/puzzle.ts";
import type { StateName } from "../../model/schedule.ts";
import type { AnswerGradient } from "../answer-gradient.ts";
import type { Edit, InterventionContext } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";
import { readTarget } from "./target.ts";
import { readWantedAnswer } from "./wanted-answer.ts";

const RATE = { min: 0, max: 1e3, expected: "0 to 1000" };

export const push: InterventionKind = {
  name: "push",
  keys: ["toward", "rate", "target"],
  targets: (states, options, where) => (options.has("target") ? readTarget(options, states, where) : states),
  read(options, { targets, where }) {
    const wanted = readWantedAnswer(options, "toward", where);
    const rate = options.number("rate", RATE);
    if (rate === undefined) throw options.missing("rate", `N, N from ${RATE.expected}`);
    return {
      begin: () => async (context) => {
        if (rate === 0) return [];
        const tokens = wanted(context);
        const found = await context.answerGradient(tokens);
        return readsAs(found, tokens) ? [] : pushed(context, found, targets, rate);
      },
    };
  },
};

const readsAs = ({ tokens }: AnswerGradient, wanted: Uint8Array): boolean =>
  wanted.every((token, cell) => token === UNLABELLED || token === tokens[cell]);

async function pushed(
  { readState }: InterventionContext,
  { gradients }: AnswerGradient,
  targets: readonly StateName[],
  rate: number,
): Promise<readonly Edit[]> {
  const parts = await Promise.all(
    targets.map(async (state) => ({ state, values: await readState(state), gradient: gradients[state] })),
  );
  const steepness = norm(parts.map(({ gradient }) => gradient));
  // Where the loss is flat no direction is better than another.
  if (!(steepness > 0)) return [];
  const length = (rate * norm(parts.map(({ values }) => values))) / steepness;
  for (const { values, gradient } of parts) {
    gradient?.forEach((slope, i) => {
      values[i] = (values[i] ?? 0) - length * slope;
    });
  }
  return parts.map(({ state, values }) => ({ state, values }));
}

/** Of all elements of all arrays. */
function norm(arrays: readonly (Float32Array | undefined)[]): number {
  let sum = 0;
  for (const array of arrays) for (const x of array ?? []) sum += x * x;
  return Math.sqrt(sum);
}
