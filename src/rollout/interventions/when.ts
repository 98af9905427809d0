/**
 * @file "Only when": a condition on what was measured, the same for every kind of intervention. `when=settled` is the
 * blog post's "detect the local optimum": the recursion hardly moves while the halting head does not believe the answer.
 */

import { usage } from "../../errors.ts";
import type { Cycles, MomentPattern } from "../../model/address.ts";
import type { Measurements } from "./intervention.ts";
import type { Options } from "./options.ts";

export type Condition = (measurements: Measurements) => boolean;

export const WHEN_KEYS: readonly string[] = ["when", "epsilon", "halt"];

/** Unless the spec says otherwise. `halt` is the post's: correct answers mostly have a `q_halt_logit` above 1. */
export const SETTLED = { epsilon: 1e-3, halt: 1 };

/**
 * Settled: of the last answer, `h_cos_dist` < epsilon and `q_halt_logit` < halt. The last answer's, not the last
 * probe's: a probe's state is thrown away, and what `h_cos_dist` measures is an H-step. (A single-z model's is the
 * movement of z over its H-step.) Within an H-step the condition therefore does not change. Nothing is settled before the
 * first answer, nor where the movement is not a number.
 */
export function isSettled({ answer }: Measurements, { epsilon, halt }: typeof SETTLED): boolean {
  return answer !== undefined && answer.hCosDist < epsilon && answer.qHaltLogit < halt;
}

/**
 * Reads `when`, `epsilon` and `halt`. Throws a usage error for thresholds without `when=settled`, and for a set of moments
 * that all come before the first answer, where the condition cannot hold.
 */
export function readCondition(options: Options, moments: MomentPattern, cycles: Cycles, where: string): Condition {
  const when = options.choice("when", ["settled"]);
  const epsilon = options.number("epsilon", { min: 0, max: 2, above: true, expected: "above 0, to 2" });
  const halt = options.number("halt", { min: -1e6, max: 1e6, expected: "a logit, -1000000 to 1000000" });
  if (when === undefined) {
    for (const key of ["epsilon", "halt"]) {
      if (options.has(key))
        throw usage("intervention", `${where} has ${key} alone`, { expected: "when=settled with it" });
    }
    return () => true;
  }
  if (!reachesAnAnswer(moments, cycles)) {
    throw usage("when", when, { expected: `moments after the first answer, not ${moments.text}`, where });
  }
  const thresholds = { epsilon: epsilon ?? SETTLED.epsilon, halt: halt ?? SETTLED.halt };
  return (measurements) => isSettled(measurements, thresholds);
}

/** Whether some moment of the set comes after the answer 1.1. */
function reachesAnAnswer(moments: MomentPattern, { hCycles, lCycles }: Cycles): boolean {
  if (moments.lastSupervisionStep > 1) return true;
  for (let hStep = 2; hStep <= hCycles; hStep++) {
    for (let lStep = 1; lStep <= lCycles; lStep++) {
      if (moments.matches({ supervisionStep: 1, hStep, lStep })) return true;
    }
  }
  return false;
}
