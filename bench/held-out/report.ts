/**
 * @file What the rollouts of a held-out split come to, as a table in Markdown.
 */

import { auc } from "../../src/analysis/statistics/auc.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";

interface Group {
  rollouts: number;
  solved: number;
  solvedAtHalt: number;
  lost: number;
}

/** Lines of Markdown: a row per group and one for all, then what `q_halt_logit` knew. */
export function report(rollouts: readonly RolloutRecord[], groupOf: (rollout: RolloutRecord) => string): string[] {
  const groups = new Map<string, Group>();
  const all = count(groups, "all");
  for (const rollout of rollouts) {
    for (const group of [count(groups, groupOf(rollout)), all]) {
      group.rollouts++;
      if (rollout.solved === true) group.solved++;
      else if (rollout.lastSolved !== null) group.lost++;
      if (rollout.solvedAtHalt === true) group.solvedAtHalt++;
    }
  }
  groups.delete("all");
  const logits = (solved: boolean) =>
    rollouts.filter((rollout) => (rollout.solved === true) === solved).map((rollout) => rollout.finalQHaltLogit ?? 0);
  const { value, low, high } = auc(logits(true), logits(false));
  const rows = [...groups, ["all", all] as const].map(
    ([name, { rollouts: total, solved, solvedAtHalt, lost }]) =>
      `| ${name} | ${total} | ${solved} | ${percent(solved / total)} | ${percent(solvedAtHalt / total)} | ${lost} |`,
  );
  return [
    "| | held out | solved | | had it halted by itself | solved, then lost |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    `\`q_halt_logit\` at the last step against being solved: AUC ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]; ${all.rollouts - all.solved} failures.`,
  ];
}

function count(groups: Map<string, Group>, name: string): Group {
  const group = groups.get(name) ?? { rollouts: 0, solved: 0, solvedAtHalt: 0, lost: 0 };
  groups.set(name, group);
  return group;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
