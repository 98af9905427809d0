/**
 * @file A run in words.
 */

import { printable } from "../errors.ts";
import { formatRunInfo } from "../trace/run-info.ts";
import type { Run } from "../trace/run-reader.ts";
import { ROLLOUTS, type RolloutRecord } from "../trace/schema.ts";
import { say } from "./output.ts";
import { rowAsJson } from "./row-json.ts";
import { formatTable } from "./table.ts";

/** More rollouts than a person reads at once are summed up by the first ones. */
const MOST_LISTED = 30;

export async function inspectRun(run: Run, { json = false }: { readonly json?: boolean }): Promise<void> {
  const rollouts = await run.rollouts();
  if (json) sayRunAsJson(run, rollouts);
  else describeRun(run, rollouts);
}

/** `run.json`, the totals, and the rollouts without their canvases. */
function sayRunAsJson({ info }: Run, rollouts: readonly RolloutRecord[]): void {
  const { judged, solved, solvedAtHalt, solvedThenLost } = totals(rollouts);
  const totalsAsJson = { judged, solved, solved_at_halt: solvedAtHalt, solved_then_lost: solvedThenLost };
  const rows = rollouts.map((row) => rowAsJson(ROLLOUTS, row, (type) => type === "bytes"));
  say(JSON.stringify({ run: JSON.parse(formatRunInfo(info)), totals: totalsAsJson, rollouts: rows }, null, 2));
}

function totals(rollouts: readonly RolloutRecord[]) {
  const judged = rollouts.filter(({ solved }) => solved !== null);
  const count = (is: (rollout: RolloutRecord) => boolean): number => judged.filter(is).length;
  return {
    judged: judged.length,
    solved: count(({ solved }) => solved === true),
    solvedAtHalt: count(({ solvedAtHalt }) => solvedAtHalt === true),
    solvedThenLost: count(({ solved, firstSolved }) => solved === false && firstSolved !== null),
  };
}

function describeRun({ name, info, rolloutCount }: Run, rollouts: readonly RolloutRecord[]): void {
  const done = info.status === "complete" ? "complete" : `${rolloutCount} of ${info.rollouts ?? "?"} rollouts so far`;
  const lines = [`${name}: ${done}`];
  if (info.model !== null) lines.push(`model: ${info.model.file} (${info.model.architecture})`);
  if (info.engine !== null) lines.push(`engine: ${info.engine}, seed ${info.seed}`);
  if (info.interventions.length > 0) lines.push(`interventions: ${info.interventions.join(" ")}`);
  const { judged, solved, solvedAtHalt, solvedThenLost } = totals(rollouts);
  if (judged > 0) {
    lines.push(
      `solved: ${solved} of ${judged}; ${solvedAtHalt} had the halting head been followed; ${solvedThenLost} solved and then lost`,
    );
  }
  for (const line of lines) say(printable(line));
  if (rollouts.length === 0) return;
  const header = ["rollout", "task", "test", "augmentation", "solved", "q_halt", "halt step", "last h_cos_dist"];
  const rows = rollouts
    .slice(0, MOST_LISTED)
    .map((rollout) => [
      String(rollout.rollout),
      printable(rollout.task),
      String(rollout.testIndex),
      printable(rollout.augmentation) || "–",
      verdict(rollout),
      rollout.finalQHaltLogit?.toFixed(2) ?? "–",
      String(rollout.haltStep ?? "–"),
      rollout.hCosDistCurve?.at(-1)?.toExponential(1) ?? "–",
    ]);
  say(`\n${formatTable([header, ...rows])}`);
  if (rollouts.length > MOST_LISTED) say(`… and ${rollouts.length - MOST_LISTED} more (--json has all)`);
}

function verdict({ solved, firstSolved, lastSolved }: RolloutRecord): string {
  if (solved === null) return "unknown";
  if (solved) return `from ${firstSolved}`;
  return firstSolved === null ? "no" : `lost after ${lastSolved}`;
}
