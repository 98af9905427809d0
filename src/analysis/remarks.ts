/**
 * @file What must be said beside a summary: where the tail is another one than was asked for, where rollouts are not independent, what a cut means.
 */

import type { RunInfo } from "../trace/run-info.ts";
import { ROLLOUTS_FILE, RUN_FILE, STEPS_FILE } from "../trace/run-layout.ts";
import type { AnalysedRollout } from "./analyse-run.ts";
import type { Cut } from "./statistics/otsu.ts";
import type { RunSummary } from "./summarise.ts";

/** What was in fact used; nothing where that is what was asked for. */
export function tailRemark(
  asked: number,
  { tailUsed, interfered, rollouts }: Pick<RunSummary, "tailUsed" | "interfered" | "rollouts">,
): string {
  const { before, toTheEnd } = interfered;
  const disturbed =
    toTheEnd === 0
      ? ""
      : `; ${toTheEnd === rollouts ? "the rollouts were" : `${toTheEnd} of the rollouts were`} interfered with to the end: how they move is in part what was done to them`;
  if (tailUsed === null || tailUsed.least >= asked) return disturbed;
  const { least, most } = tailUsed;
  const range = least === most ? String(most) : `${least} to ${most}`;
  const since = before === 0 ? "" : " after they were last interfered with";
  const used =
    most < asked
      ? `, but the rollouts have no more than ${range}${since}: all of them were used`
      : `, of shorter rollouts all that they have${since}: ${range} were used`;
  return used + disturbed;
}

/** Where movement parts the rollouts, whatever they are, or that it does not. */
export function cutSentence({ at, separation, oneHeap }: Cut): string {
  const what = "Otsu's cut of the largest h_cos_dist of the tail";
  const place = (10 ** at).toExponential(1);
  const percent = `${(100 * separation).toFixed(0)} % of the variance of its logarithm`;
  return oneHeap
    ? `${what} means nothing here: its values lie in one heap (a cut at ${place} would put ${percent} between two)`
    : `${what}: ${place} (${percent} lies between the two heaps)`;
}

/** Which intervals are too narrow where rollouts are augmentations or trajectories of the same puzzles; nothing otherwise. */
export function versionsRemark({ rollouts, puzzles }: Pick<RunSummary, "rollouts" | "puzzles">): string {
  if (puzzles === rollouts) return "";
  const of = puzzles === 1 ? "one puzzle" : `${puzzles} puzzles`;
  return `; of ${of} in several versions: intervals of shares and of differences take a puzzle's versions together, those of AUC, calibration and late solves by step do not, and are too narrow`;
}

/** That the tables are not of the run that `run.json` tells of, by the supervision steps it was asked for; nothing where they may be. */
export function filesRemark({ options }: Pick<RunInfo, "options">, rollouts: readonly AnalysedRollout[]): string {
  const asked = options["steps"];
  const other = rollouts.find(({ measured }) => typeof asked === "number" && measured.steps !== asked);
  if (other === undefined) return "";
  const { identity, measured } = other;
  return `rollout ${identity.rollout} ends at supervision step ${measured.steps} where ${RUN_FILE} says ${asked}: ${ROLLOUTS_FILE} and ${STEPS_FILE} seem to be another run's; put the files of one run together`;
}
