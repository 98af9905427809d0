/**
 * @file An analysis as tables on the terminal.
 */

import type { AnalysisSettings } from "../analysis/analysis-table.ts";
import type { Outcomes } from "../analysis/compare/compare-outcomes.ts";
import type { RunComparison } from "../analysis/compare/compare-runs.ts";
import { THRESHOLDS } from "../analysis/modes/thresholds.ts";
import { cutSentence, tailRemark, versionsRemark } from "../analysis/remarks.ts";
import type { RunSummary } from "../analysis/summarise.ts";
import { verdictOnFailures } from "../analysis/verdict-on-failures.ts";
import { printable } from "../errors.ts";
import { dynamicsTables } from "./analyze-dynamics-tables.ts";
import { estimate, points, share, shareOf } from "./analyze-format.ts";
import { count } from "./output.ts";
import { formatTable } from "./table.ts";

/** Halting thresholds in a table; `--json` has all. */
const HALTING_ROWS = 9;

export function runTables(name: string, summary: RunSummary, settings: AnalysisSettings): string {
  const basis = {
    states: "by the movement of the latent states",
    answers: "by the answers alone: the run has no movement",
    both: "by the movement of the latent states where a rollout has it, else by its answers",
  }[summary.basis];
  const { rollouts, judged } = summary;
  return [
    printable(
      `${name}: ${count(rollouts, "rollout")}, ${judged} with a target; judged ${basis}${versionsRemark(summary)}`,
    ),
    thresholdLine(settings, summary),
    ...sections(summary),
  ].join("\n\n");
}

function thresholdLine({ thresholds, tail, tokens }: AnalysisSettings, summary: RunSummary): string {
  const values = THRESHOLDS.map(({ name, key }) => `${key}=${thresholds[name]}`).join(" ");
  const unread = tokens ? "" : "; answers were not read: periods are those of the states";
  return `thresholds: ${values}; tail: the last ${count(tail, "supervision step")}${tailRemark(tail, summary)}${unread}`;
}

function sections(summary: RunSummary): string[] {
  const { modes, motions, suspect, judged } = summary;
  const seen = modes.filter(({ mode, share: { successes } }) => mode !== "unknown" || successes > 0);
  const modeTable = table(
    ["mode", "rollouts", "share [95 %]"],
    seen.map(({ mode, share: of }) => [mode, String(of.successes), share(of)]),
  );
  const motionTable = table(
    ["without the target", "rollouts", "share [95 %]"],
    [
      ...motions.map(({ motion, share: of }) => [motion, String(of.successes), share(of)]),
      ["suspect (settled, and the halting head does not believe it)", String(suspect.successes), share(suspect)],
    ],
  );
  return [
    ...(judged > 0 ? [modeTable] : []),
    motionTable,
    ...cycles(summary),
    ...(judged > 0 ? [settleOrWander(summary)] : unjudgedCut(summary)),
    ...dynamicsTables(summary),
    ...(judged > 0 ? [halting(summary), ...late(summary)] : haltingSteps(summary)),
  ];
}

function cycles({ periods }: RunSummary): string[] {
  if (periods.length === 0) return [];
  const rows = periods.map(({ period, rollouts, failed }) => [String(period), String(rollouts), String(failed ?? "–")]);
  return [table(["cycles: period in H-steps", "rollouts", "failed"], rows)];
}

function settleOrWander({ failures, watchedFailures, cut, movementAuc }: RunSummary): string {
  const rows = failures.map(({ motion, share: of }) => [motion, String(of.successes), share(of)]);
  const lines = [
    table(["failures: settle or wander?", "rollouts", "share [95 %]"], rows),
    verdictOnFailures({ failures, watchedFailures }).sentence,
  ];
  if (!Number.isNaN(movementAuc.value)) {
    lines.push(`largest h_cos_dist of the tail against failing: AUC ${estimate(movementAuc)}`);
  }
  if (cut !== null) lines.push(cutSentence(cut));
  return lines.join("\n");
}

/** Without a target: where movement parts the rollouts, whatever they are. */
const unjudgedCut = ({ cut }: RunSummary): string[] => (cut === null ? [] : [cutSentence(cut)]);

/** Without a target: when it would halt. */
function haltingSteps({ halting: points }: RunSummary): string[] {
  if (points.every(({ meanSteps }) => Number.isNaN(meanSteps))) return [];
  const rows = shownPoints(points).map(({ threshold, meanSteps, halted }) => [
    thresholdWord(threshold),
    meanSteps.toFixed(2),
    `${(100 * halted).toFixed(1)} %`,
  ]);
  return [table(["halts above", "mean steps", "halt before the last"], rows)];
}

function shownPoints(points: RunSummary["halting"]): RunSummary["halting"] {
  const every = Math.max(1, Math.ceil(points.length / HALTING_ROWS));
  return points.filter(({ threshold }, at) => at % every === 0 || threshold === 0 || threshold === Infinity);
}

const thresholdWord = (threshold: number): string =>
  threshold === Number.POSITIVE_INFINITY ? "never" : threshold.toFixed(2);

function halting({ goingOn, calibration, halting: points }: RunSummary): string {
  const { solvedAtHalt, solvedAtEnd, solvedEver, lost, gained } = goingOn;
  const outcome = table(
    ["halting", "rollouts"],
    [
      ["right where the model would halt", shareOf(solvedAtHalt)],
      ["right at the last step", shareOf(solvedAtEnd)],
      ["right at some step", shareOf(solvedEver)],
      ["lost by going on", shareOf(lost)],
      ["gained by going on", shareOf(gained)],
    ],
  );
  const rows = shownPoints(points).map(({ threshold, solved, meanSteps, halted }) => [
    thresholdWord(threshold),
    share(solved),
    meanSteps.toFixed(2),
    `${(100 * halted).toFixed(1)} %`,
  ]);
  const lines = [outcome, "", table(["halts above", "solved [95 %]", "mean steps", "halt before the last"], rows)];
  if (!Number.isNaN(calibration.auc.value)) {
    const { auc, brier, calibrationError } = calibration;
    lines.push(
      "",
      `q_halt_logit against being right, at the last step: AUC ${estimate(auc)}, calibration error ${calibrationError.toFixed(3)}, Brier ${brier.toFixed(3)}`,
    );
  }
  return lines.join("\n");
}

function late({ lateSolves }: RunSummary): string[] {
  if (lateSolves === null) return [];
  const { horizon, solvedLater, solvedAtEnd, byStep } = lateSolves;
  const last = byStep.at(-1);
  const half = byStep.find(({ value }) => value >= (last?.value ?? 0) / 2);
  const rows = [
    [`wrong at step ${horizon}, right at some later step`, shareOf(solvedLater)],
    [`wrong at step ${horizon}, right at the last step`, shareOf(solvedAtEnd)],
  ];
  const text = table(["unrolled further", "rollouts"], rows);
  return [half === undefined ? text : `${text}\nhalf of those that do are right by step ${half.time}`];
}

export function comparisonTables(
  names: readonly [string, string],
  compared: RunComparison,
  outcomes: Outcomes,
): string {
  const [first, second] = names;
  const { onlyFirst, onlySecond, answersOnly } = compared;
  const { stubborn } = outcomes;
  const unmatched = `without a partner: ${onlyFirst} of the first, ${onlySecond} of the second`;
  const lines = [
    printable(`${first} and ${second}: ${count(outcomes.pairs, "pair")} of the same puzzle; ${unmatched}`),
    ...(answersOnly ? ["their cycles differ: the answers of supervision steps are compared, and no other events"] : []),
  ];
  if (outcomes.pairs === 0)
    return [...lines, "nothing to compare: no puzzle of one has the input of a puzzle of the other"].join("\n");
  const rows = [
    ["parted", shareOf(outcomes.parted)],
    ["came together again, of those", shareOf(outcomes.rejoined)],
    ["  and were so through the whole tail", shareOf(outcomes.togetherAtEnd)],
    ["median supervision step of parting", String(outcomes.medianPartsAtStep ?? "–")],
    ["median supervision step of coming together", String(outcomes.medianRejoinsAtStep ?? "–")],
  ];
  if (outcomes.judged > 0) {
    rows.push(
      ["right in the first", shareOf(outcomes.solvedByFirst)],
      ["right in the second", shareOf(outcomes.solvedBySecond)],
      ["gained, lost", `${outcomes.gained}, ${outcomes.lost} (McNemar p = ${pValue(outcomes.pValue)})`],
      ["difference", points(outcomes.difference)],
      ["wrong fixed points of the first", String(stubborn.wrongFixedPoints)],
      ["  the same wrong answer in the second", shareOf(stubborn.same)],
      ["  right in the second", shareOf(stubborn.solved)],
      ["  wrong otherwise", shareOf(stubborn.otherWrong)],
      ["  the same, of those the halting head flagged", shareOf(stubborn.sameOfFlagged)],
      ["  the same, of those it believed", shareOf(stubborn.sameOfConfident)],
    );
  }
  lines.push("", table(["comparison", ""], rows));
  return lines.join("\n");
}

const pValue = (p: number): string => (p < 0.001 ? p.toExponential(1) : p.toFixed(3));

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => formatTable([head, ...rows]);
