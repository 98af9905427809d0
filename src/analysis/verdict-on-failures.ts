/**
 * @file Do failed rollouts settle or wander? What the field disagrees on, answered for one run, with how sure it is.
 */

import { type Proportion, proportion } from "./statistics/proportion.ts";
import type { RunSummary } from "./summarise.ts";

export interface FailureVerdict {
  readonly verdict: "settle" | "keep moving" | "undecided" | "no failures";
  readonly settled: Proportion;
  readonly sentence: string;
}

/** Decided where the whole 95 % interval of the share that settles lies on one side of a half. */
export function verdictOnFailures(failures: RunSummary["failures"]): FailureVerdict {
  const of = (motion: string) => failures.find((one) => one.motion === motion)?.share;
  const settled = of("settled") ?? proportion(0, 0);
  const { trials, low, high } = settled;
  if (trials === 0) return { verdict: "no failures", settled, sentence: "no failures to judge" };
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
  return { verdict, settled, sentence: `${words}: ${numbers}; ${moving.join(", ")}` };
}
