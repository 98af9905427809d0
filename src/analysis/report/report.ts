/**
 * @file An analysis as one HTML page: no script, nothing from elsewhere, in the reader's light or dark. All texts are escaped.
 */

import { filmstripScene } from "../../render/filmstrip.ts";
import { DEFAULT_PICTURE, framesOf } from "../../render/frames.ts";
import { plotScene } from "../../render/plot/plot-scene.ts";
import { answersOf, readRolloutView } from "../../render/rollout-view.ts";
import type { Run } from "../../trace/run-reader.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import type { AnalysisSettings } from "../analysis-table.ts";
import type { AugmentationOutcomes } from "../compare/augmentation-outcomes.ts";
import type { Outcomes } from "../compare/compare-outcomes.ts";
import type { RunComparison } from "../compare/compare-runs.ts";
import { THRESHOLDS } from "../modes/thresholds.ts";
import type { Projection } from "../projection/project-runs.ts";
import { cutSentence, tailRemark, versionsRemark } from "../remarks.ts";
import type { Proportion } from "../statistics/proportion.ts";
import type { RunSummary } from "../summarise.ts";
import { verdictOnFailures } from "../verdict-on-failures.ts";
import { augmentationSection } from "./augmentation-section.ts";
import { drawing, escaped, htmlTable, pixels, STYLE, textWithTables } from "./html.ts";
import { estimateInWords, shareRows } from "./in-words.ts";
import { cellsWrongDifferencePlot } from "./pair-plot.ts";
import { pairStrips } from "./pair-strips.ts";
import {
  alignedPlot,
  calibrationPlot,
  dynamicsPlot,
  haltingPlot,
  lateSolvesPlot,
  movementPlot,
  type PlotOf,
  thresholdPlot,
} from "./plots.ts";
import { projectionPlot } from "./projection-plot.ts";
import { tellingRollouts } from "./telling.ts";

export interface ReportedRun {
  readonly run: Run;
  readonly rollouts: readonly AnalysedRollout[];
  readonly summary: RunSummary;
  /** Of a run that has puzzles under several augmentations. */
  readonly augmentations?: { readonly outcomes: AugmentationOutcomes } | undefined;
}

export interface ReportedComparison {
  readonly second: ReportedRun;
  readonly comparison: RunComparison;
  readonly outcomes: Outcomes;
}

export interface ReportOptions {
  readonly settings: AnalysisSettings;
  /** Of the package. */
  readonly version: string;
  /** Exponents and projections, where they were asked for: tables in plain text. */
  readonly dynamics?: string | undefined;
  /** Drawn under their text. */
  readonly projection?: Projection | undefined;
  /** Of the bootstrap. */
  readonly seed?: number;
}

/** A filmstrip has so many supervision steps at most, the last ones: a picture of 512 columns is none. */
const MOST_COLUMNS = 32;

/** The page in pieces, in order. Reads the rollouts that it shows, and no others. */
export async function* reportHtml(
  runs: readonly ReportedRun[],
  comparisons: readonly ReportedComparison[],
  { settings, version, dynamics, projection, seed }: ReportOptions,
): AsyncGenerator<string, void, void> {
  const title = `Analysis of ${runs.map(({ run }) => run.name).join(", ")}`;
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n`;
  yield `<meta name="viewport" content="width=device-width, initial-scale=1">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">\n`;
  yield `<title>${escaped(title)}</title>\n<style>${STYLE}</style></head><body>\n<h1>${escaped(title)}</h1>\n`;
  yield `<p class="quiet">fixpoint ${escaped(version)}; tail: the last ${settings.tail} supervision steps; proportions with Wilson's 95 % interval</p>\n`;
  yield htmlTable(
    ["threshold", "value", "meaning"],
    THRESHOLDS.map(({ name, key, meaning }) => [key, String(settings.thresholds[name]), meaning]),
  );
  const [first] = runs;
  if (first !== undefined) for (const compared of comparisons) yield* comparisonSection(first, compared, seed);
  for (const run of runs) yield* runSection(run, settings);
  if (dynamics !== undefined) {
    yield `\n<h2>Exponents and projections</h2>\n${textWithTables(dynamics)}\n`;
  }
  if (projection !== undefined) yield figure(projectionPlot(projection));
  yield "</body></html>\n";
}

async function* runSection(reported: ReportedRun, settings: AnalysisSettings): AsyncGenerator<string, void, void> {
  const { run, rollouts, summary } = reported;
  const { judged, basis, modes, motions, suspect, lateSolves, goingOn } = summary;
  yield `\n<h2>${escaped(run.name)}</h2>\n<p>${escaped(describe(run))}</p>\n`;
  yield `<p>${summary.rollouts} rollouts, ${judged} with a target; ${BASIS[basis]}${versionsRemark(summary)}.</p>\n`;
  const shorter = tailRemark(settings.tail, summary);
  if (shorter !== "") yield `<p>Tail: the last ${settings.tail} supervision steps${shorter}.</p>\n`;
  if (judged > 0) {
    yield htmlTable(["mode", "rollouts", "share"], shareRows(modes.map(({ mode, share }) => [mode, share])));
    yield `<p><strong>Settle or wander?</strong> ${escaped(verdictOnFailures(summary).sentence)}.</p>\n`;
  }
  yield htmlTable(
    ["without the target", "rollouts", "share"],
    shareRows([
      ...motions.map(({ motion, share }): [string, Proportion] => [motion, share]),
      ["suspect: settled, and the halting head does not believe it", suspect],
    ]),
  );
  yield figure(movementPlot(rollouts, settings.thresholds));
  if (summary.cut !== null) yield `<p>${escaped(cutSentence(summary.cut))}.</p>\n`;
  yield figure(dynamicsPlot(summary.dynamics, ["hCosDist", "lCosDist", "residual", "qHaltLogit"]));
  yield figure(dynamicsPlot(summary.dynamics, ["meanEntropy", "minMargin", "cellsWrong"]));
  yield figure(alignedPlot(summary.dynamics, ["hCosDist", "residual", "qHaltLogit", "meanEntropy"]));
  if (judged > 0) {
    yield htmlTable(
      ["halting", "rollouts", "share"],
      shareRows([
        ["right where the model would halt", goingOn.solvedAtHalt],
        ["right at the last step", goingOn.solvedAtEnd],
        ["right at some step", goingOn.solvedEver],
        ["lost by going on", goingOn.lost],
        ["gained by going on", goingOn.gained],
      ]),
    );
    yield figure(haltingPlot(summary.halting));
    yield `<p>AUC of q_halt_logit against being right, at the last step: ${estimateInWords(summary.calibration.auc)}.</p>\n`;
    yield figure(calibrationPlot(summary.calibration));
    if (lateSolves !== null) yield figure(lateSolvesPlot(lateSolves));
    for (const { name } of THRESHOLDS) {
      const isUsed = basis === "both" || (name === "wanderingAnswers") === (basis === "answers") || name === "halt";
      if (isUsed) yield figure(thresholdPlot(rollouts, name, settings.thresholds));
    }
  } else yield figure(haltingPlot(summary.halting));
  if (reported.augmentations !== undefined) yield augmentationSection(reported.augmentations.outcomes);
  yield* tellingSection(reported);
}

const BASIS: Readonly<Record<RunSummary["basis"], string>> = {
  states: "judged by the movement of the latent states",
  answers: "judged by the answers alone, since the run has no movement",
  both: "judged by the movement of the latent states where a rollout has it, else by its answers",
};

async function* tellingSection({ run, rollouts }: ReportedRun): AsyncGenerator<string, void, void> {
  for (const { mode, rollouts: count, why, chosen } of tellingRollouts(rollouts)) {
    yield `<h3>${escaped(mode)}, ${count} of ${rollouts.length}</h3>\n<p class="quiet">those that ${escaped(why)}</p>\n`;
    for (const { identity, measured, classified } of chosen) {
      const view = await readRolloutView(run, identity.rollout);
      const last = measured.steps - MOST_COLUMNS;
      const events = answersOf(view).filter(({ supervisionStep }) => supervisionStep > last);
      const frames = (theme: "light" | "dark") =>
        framesOf(view, events, { ...DEFAULT_PICTURE, theme, difference: "previous" });
      const strip = await pixels((theme) => filmstripScene(frames(theme), { scale: undefined }));
      const period = classified.period === null ? "" : `, period ${classified.period} H-steps`;
      const caption = `rollout ${identity.rollout}: ${classified.motion}${period}${last > 0 ? `, the last ${MOST_COLUMNS} supervision steps` : ""}`;
      yield `<figure><div class="wide">${strip}</div><figcaption>${escaped(caption)}</figcaption></figure>\n`;
    }
  }
}

async function* comparisonSection(
  first: ReportedRun,
  { second, comparison, outcomes }: ReportedComparison,
  seed: number | undefined,
): AsyncGenerator<string, void, void> {
  const { stubborn } = outcomes;
  const rows: [string, Proportion][] = [
    ["right in the first", outcomes.solvedByFirst],
    ["right in the second", outcomes.solvedBySecond],
    ["parted", outcomes.parted],
    ["came together again, of those", outcomes.rejoined],
    ["and were so through the whole tail", outcomes.togetherAtEnd],
    ["wrong fixed points of the first: the same wrong answer in the second", stubborn.same],
    ["wrong fixed points of the first: right in the second", stubborn.solved],
    ["wrong fixed points of the first: wrong otherwise", stubborn.otherWrong],
    ["the same, of those the halting head flagged", stubborn.sameOfFlagged],
    ["the same, of those it believed", stubborn.sameOfConfident],
  ];
  yield `\n<h2>${escaped(first.run.name)} and ${escaped(second.run.name)}</h2>\n`;
  yield `<p>${escaped(describe(second.run))}</p>\n`;
  if (outcomes.pairs === 0) {
    yield "<p>Nothing to compare: no puzzle of one has the input of a puzzle of the other.</p>\n";
    return;
  }
  const unmatched = `${comparison.onlyFirst} of the first and ${comparison.onlySecond} of the second have no partner`;
  const difference = `${outcomes.gained} gained, ${outcomes.lost} lost: a difference of ${estimateInWords(outcomes.difference)}, McNemar's exact p = ${outcomes.pValue.toPrecision(2)}`;
  // Without a target nothing is gained or lost, and there would be no number in it.
  const judged = outcomes.judged === 0 ? "" : `${difference}. `;
  const median = (step: number | null): string => (step === null ? "–" : String(step));
  const when = `Those that part do so at supervision step ${median(outcomes.medianPartsAtStep)} in the median, and those that come together again at ${median(outcomes.medianRejoinsAtStep)}`;
  yield `<p>${outcomes.pairs} pairs of the same puzzle; ${unmatched}.</p>\n`;
  yield `<p>${escaped(judged)}${when}.</p>\n${htmlTable(["comparison", "rollouts", "share"], shareRows(rows))}\n`;
  yield figure(cellsWrongDifferencePlot(comparison.pairs, seed));
  yield* pairStrips(comparison.pairs, { first: first.run, second: second.run, answersOnly: comparison.answersOnly });
}

function describe({ info }: Run): string {
  const model = info.model === null ? "imported" : `${info.model.file} (${info.model.architecture})`;
  const kicked = info.interventions.length === 0 ? "undisturbed" : info.interventions.join(" ");
  return `${model}, ${kicked}`;
}

function figure(plot: PlotOf | undefined): string {
  return plot === undefined ? "" : `<figure>${drawing((theme) => plotScene(plot(theme)))}</figure>\n`;
}
