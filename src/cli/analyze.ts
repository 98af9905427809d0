/**
 * @file `fixpoint analyze`: why rollouts failed, by measurement.
 */

import type { Command } from "commander";
import { type AnalysedRollout, analyseRun } from "../analysis/analyse-run.ts";
import { ANALYSIS_FILE, type AnalysisSettings, analysisRecord } from "../analysis/analysis-table.ts";
import { augmentationOutcomes } from "../analysis/compare/augmentation-outcomes.ts";
import { compareAugmentations } from "../analysis/compare/augmentations.ts";
import { compareOutcomes, endTogether, type Outcomes } from "../analysis/compare/compare-outcomes.ts";
import { compareRuns, type RunComparison } from "../analysis/compare/compare-runs.ts";
import { DEFAULT_TAIL } from "../analysis/modes/measure.ts";
import { parseThresholds, THRESHOLDS, thresholdsAsJson } from "../analysis/modes/thresholds.ts";
import { writeAnalysis } from "../analysis/node/write-analysis.ts";
import { filesRemark } from "../analysis/remarks.ts";
import { reportHtml } from "../analysis/report/report.ts";
import { type RunSummary, summarise } from "../analysis/summarise.ts";
import { verdictOnFailures } from "../analysis/verdict-on-failures.ts";
import { FixpointError, usage } from "../errors.ts";
import type { Run } from "../trace/run-reader.ts";
import { type Augmentations, augmentationsJson, augmentationTables } from "./analyze-augmentations.ts";
import {
  addDynamicsOptions,
  analyzeDynamics,
  asksForDynamics,
  checkDynamicsOptions,
  type DynamicsOptions,
} from "./analyze-dynamics.ts";
import { asJson } from "./analyze-format.ts";
import { inPlace, runInPlace } from "./analyze-run-place.ts";
import { comparisonTables, runTables } from "./analyze-tables.ts";
import { openRunPath } from "./open-run.ts";
import { collect, wholeNumber } from "./options.ts";
import { count, note, say } from "./output.ts";
import { checkNewFile } from "./output-path.ts";
import { createProgress } from "./progress.ts";
import { VERSION } from "./version.ts";
import { writeResult } from "./write-result.ts";

interface AnalyzeOptions extends DynamicsOptions {
  readonly threshold?: readonly string[];
  readonly tail: number;
  /** Commander's spelling of `--no-answers`. */
  readonly answers: boolean;
  readonly horizon?: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly report?: string;
  readonly write: boolean;
}

/** A run with all that was found out about it. */
interface Analysed {
  readonly path: string;
  readonly run: Run;
  readonly settings: AnalysisSettings;
  readonly rollouts: readonly AnalysedRollout[];
  readonly summary: RunSummary;
  /** Of a run that has puzzles under several of them, and whose answers were read. */
  readonly augmentations: Augmentations | undefined;
}

/** Another run beside the first. */
interface Compared {
  readonly second: Analysed;
  readonly comparison: RunComparison;
  readonly outcomes: Outcomes;
}

export function addAnalyzeCommand(program: Command): void {
  const defaults = THRESHOLDS.map(({ key, meaning }) => `  ${key.padEnd(18)} ${meaning}`).join("\n");
  const command = program
    .command("analyze")
    .usage("<run...> [options]")
    .description("say why rollouts failed: failure modes, halting, dynamics; further runs are compared with the first")
    .argument("<run...>", "run directories")
    .option("--threshold <key=value>", "a threshold, several times if need be (see below)", collect)
    .option(
      "--tail <n>",
      "supervision steps at the end that tell how a rollout ended",
      wholeNumber("tail", 1, 100_000),
      DEFAULT_TAIL,
    )
    .option("--no-answers", "read the numbers alone: quicker, and periods are those of the states")
    .option(
      "--horizon <n>",
      "late solves: after this supervision step (default: 16)",
      wholeNumber("horizon", 1, 100_000),
    )
    .option("--seed <n>", "of the bootstrap", wholeNumber("seed", 0), 0)
    .option("--json", "print JSON")
    .option("--report <file>", "a new file to write: one HTML page with plots and the most telling puzzles")
    .option("--no-write", `do not write ${ANALYSIS_FILE} into the runs`);
  addDynamicsOptions(command)
    .addHelpText(
      "after",
      `
Thresholds (--report plots what they change):
${defaults}

Examples:
  fixpoint analyze runs/first
  fixpoint analyze runs/first runs/kicked --report kicked.html
  fixpoint analyze runs/first --threshold settled=1e-4 --threshold halt=0 --json`,
    )
    .action(analyze);
}

async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<void> {
  const { limit, report, tail, answers: tokens, seed } = options;
  checkDynamicsOptions(options);
  const settings: AnalysisSettings = { thresholds: parseThresholds(options.threshold ?? []), tail, tokens };
  if (report !== undefined && !/\.html?$/i.test(report)) {
    throw usage("report", report, { expected: "a name that ends in .html" });
  }
  if (report !== undefined) await checkNewFile(report);
  const runs: Run[] = [];
  try {
    for (const path of paths) runs.push(runInPlace(await inPlace(path, () => openRunPath(path)), path));
    // First, since it may find that the checkpoint is not the run's.
    const dynamics = asksForDynamics(options) ? await analyzeDynamics(runs, options) : undefined;
    const analysed: Analysed[] = [];
    for (const [index, run] of runs.entries()) {
      const path = paths[index] ?? "";
      analysed.push(await analyseOne(path, run, settingsOf(path, run, settings), options));
    }
    const [first, ...others] = analysed;
    if (first === undefined) throw new Error("no run");
    const compared: Compared[] = [];
    for (const second of others) {
      const comparison = await compareRuns(first, second);
      compared.push({ second, comparison, outcomes: compareOutcomes(comparison.pairs, { seed }) });
    }
    if (options.write && limit === undefined) {
      for (const one of analysed) await store(one);
    } else if (options.write) {
      note(`note: ${ANALYSIS_FILE} is not written: it would be of ${count(limit ?? 0, "rollout")} only`);
    }
    if (report !== undefined) {
      const about = { settings, version: VERSION, dynamics: dynamics?.text, projection: dynamics?.projection, seed };
      await writeResult(reportHtml(analysed, compared, about), report);
    }
    if (options.json) {
      say(JSON.stringify({ ...resultAsJson(analysed, compared, settings), ...dynamics?.json }, null, 2));
      return;
    }
    const texts = [
      ...analysed.flatMap(({ run, summary, settings: used, augmentations }) => [
        runTables(run.name, summary, used),
        ...(augmentations === undefined ? [] : [augmentationTables(run.name, augmentations)]),
      ]),
      ...compared.map(({ second, comparison, outcomes }) =>
        comparisonTables([first.run.name, second.run.name], comparison, outcomes),
      ),
      ...(dynamics === undefined ? [] : [dynamics.text]),
    ];
    say(texts.join("\n\n"));
  } finally {
    for (const run of runs) await run.close();
  }
}

/** An import has nothing but its answers. */
function settingsOf(path: string, { info }: Run, settings: AnalysisSettings): AnalysisSettings {
  if (settings.tokens || info.importedFrom === null) return settings;
  note(`note: ${path} was imported and has no movement: its answers are read all the same`);
  return { ...settings, tokens: true };
}

async function analyseOne(
  path: string,
  run: Run,
  settings: AnalysisSettings,
  { limit, horizon, seed }: AnalyzeOptions,
): Promise<Analysed> {
  const { info, rolloutCount } = run;
  if (info.status !== "complete") {
    note(`note: ${path} is not complete: ${rolloutCount} of ${count(info.rollouts ?? rolloutCount, "rollout")}`);
  }
  const most = Math.min(limit ?? rolloutCount, rolloutCount);
  const progress = createProgress({ total: most, unit: "rollouts" });
  const rollouts: AnalysedRollout[] = [];
  try {
    await inPlace(path, async () => {
      if (most === 0) return;
      for await (const rollout of analyseRun(run, settings)) {
        rollouts.push(rollout);
        progress.update(rollouts.length);
        // Of all of them the last one is waited for: there may be more in one file than in another.
        if (rollouts.length === most && most < rolloutCount) break;
      }
    });
  } finally {
    progress.end();
  }
  const strange = filesRemark(info, rollouts);
  if (strange !== "") note(`note: in ${path} ${strange}`);
  const summary = summarise(rollouts, horizon === undefined ? {} : { horizon });
  const puzzles = settings.tokens ? await compareAugmentations(run, rollouts) : [];
  const augmentations = puzzles.length > 0 ? { puzzles, outcomes: augmentationOutcomes(puzzles, { seed }) } : undefined;
  return { path, run, settings, rollouts, summary, augmentations };
}

/** A run that cannot be written to can still be looked at. */
async function store({ path, run, rollouts, settings }: Analysed): Promise<void> {
  if (run.info.status !== "complete") {
    note(`note: ${ANALYSIS_FILE} is not written into ${path}, which is not complete`);
    return;
  }
  try {
    await writeAnalysis(path, rollouts, settings, `fixpoint ${VERSION}`);
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    note(`note: ${ANALYSIS_FILE} was not written: ${error.message}`);
  }
}

function resultAsJson(
  analysed: readonly Analysed[],
  compared: readonly Compared[],
  { thresholds, tail }: AnalysisSettings,
): Record<string, unknown> {
  return {
    settings: { thresholds: thresholdsAsJson(thresholds), tail, answers: answersRead(analysed) },
    runs: analysed.map(({ path, run, settings: used, rollouts, summary, augmentations }) => ({
      run: run.name,
      path,
      answers: used.tokens,
      failure_verdict: asJson(verdictOnFailures(summary)),
      ...(asJson(summary) as object),
      rollout_list: rollouts.map((one) => asJson(analysisRecord(one))),
      ...(augmentations && { augmentations: augmentationsJson(augmentations) }),
    })),
    comparisons: compared.map(({ second, comparison: { onlyFirst, onlySecond, answersOnly, pairs }, outcomes }) => ({
      first: analysed[0]?.run.name,
      second: second.run.name,
      only_first: onlyFirst,
      only_second: onlySecond,
      answers_only: answersOnly,
      ...(asJson(outcomes) as object),
      pair_list: pairs.map((pair) => ({
        first: pair.first.identity.rollout,
        second: pair.second.identity.rollout,
        task: pair.first.identity.task,
        first_mode: pair.first.classified.mode,
        second_mode: pair.second.classified.mode,
        same_answer: pair.sameAnswer,
        ...(asJson(pair.parting) as object),
        together_at_end: endTogether(pair),
      })),
    })),
  };
}

/** Null where they were read of some runs and not of others: each says its own. */
function answersRead(analysed: readonly Analysed[]): boolean | null {
  const read = analysed.filter(({ settings }) => settings.tokens).length;
  return read > 0 && read < analysed.length ? null : read > 0;
}
