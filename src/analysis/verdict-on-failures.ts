/**
 * @file Do failed rollouts settle or wander? What the field disagrees on, answered for one run, with how sure it is.
 */

import { type Proportion, proportion } from "./statistics/proportion.ts";
import type { RunSummary } from "./summarise.ts";

export interface FailureVerdict {
  /** `no dynamics`: there are failures, and of none was enough seen that was not done to it. */
  readonly verdict: "settle" | "keep moving" | "undecided" | "no dynamics" | "no failures";
  /** Of the failures of which enough was seen. */
  readonly settled: Proportion;
  readonly sentence: string;
}

/**
 * How a state moves is told from at least so many supervision steps that nothing was done to: the first one alone goes from where the model
 * starts to wherever it goes, and one that was interfered with moves because of that.
 */
export const LEAST_WATCHED = 2;

/** Decided where the whole 95 % interval of the share that settles lies on one side of a half. */
export function verdictOnFailures({
  failures,
  watchedFailures,
}: Pick<RunSummary, "failures" | "watchedFailures">): FailureVerdict {
  const all = failures[0]?.share.trials ?? 0;
  const of = (motion: string) => watchedFailures.find((one) => one.motion === motion)?.share;
  const settled = of("settled") ?? proportion(0, 0);
  const { trials, low, high } = settled;
  if (all === 0) return { verdict: "no failures", settled, sentence: "no failures to judge" };
  const unseen = `fewer than ${LEAST_WATCHED} supervision steps that nothing was done to`;
  if (trials === 0) {
    const whose = all === 1 ? "the one failure ends" : `the ${all} failures end`;
    return { verdict: "no dynamics", settled, sentence: `no dynamics to judge: ${whose} with ${unseen}` };
  }
  const percent = (share: number): string => (100 * share).toFixed(1);
  const numbers = `${settled.successes} of ${trials} settle (${percent(settled.value)} %, 95 % interval ${percent(low)} to ${percent(high)} %)`;
  const moving = (["cycling", "wandering", "unsettled"] as const).map(
    (motion) => `${of(motion)?.successes ?? 0} ${motion}`,
  );
  const verdict = low > 0.5 ? "settle" : high < 0.5 ? "keep moving" : "undecided";
  const words = {
    settle: "most failures settle",
    "keep moving": "most failures keep moving",
    undecided: "whether most failures settle is undecided",
  }[verdict];
  const left = trials < all ? `; ${all - trials} more end with ${unseen}, and do not count` : "";
  return { verdict, settled, sentence: `${words}: ${numbers}; ${moving.join(", ")}${left}` };
}
