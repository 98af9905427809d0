/**
 * @file The part of `fixpoint analyze` that needs the model: finite-time Lyapunov exponents along the rollouts of a run.
 */

import { exponentSettings, exponentsJson } from "../analysis/lyapunov/exponents-json.ts";
import { compareExponents, type ExponentSpread } from "../analysis/lyapunov/group-comparison.ts";
import type { StepUnit } from "../analysis/lyapunov/rollout-map.ts";
import { type RunExponentOptions, type RunExponents, runExponents } from "../analysis/lyapunov/run-exponents.ts";
import type { Engine, EngineName } from "../engine/engine.ts";
import { printable, usage } from "../errors.ts";
import type { Model } from "../model/model.ts";
import type { Run } from "../trace/run-reader.ts";
import { estimate } from "./analyze-format.ts";
import { openCheckpointPath } from "./model-input.ts";
import { openEngine } from "./open-engine.ts";
import { count } from "./output.ts";
import { runsAsStateProvider } from "./patch-source.ts";
import { createProgress } from "./progress.ts";
import { formatTable } from "./table.ts";

/** More than a person reads; `--json` has all. */
const MOST_LISTED = 30;

export interface LyapunovOptions {
  /** k */
  readonly lyapunov: number;
  readonly checkpoint?: string;
  readonly config?: string;
  readonly lyapunovUnit?: StepUnit;
  /** Supervision steps. */
  readonly skip?: number;
  /** The first so many rollouts. */
  readonly limit?: number;
  readonly engine?: EngineName;
  readonly threads?: number;
}

/** For people and for programs. */
export interface LyapunovReport {
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** The exponents of every run's rollouts. Throws a `FixpointError` without a checkpoint, or with one that is not the runs'. */
export async function analyzeLyapunov(runs: readonly Run[], options: LyapunovOptions): Promise<LyapunovReport[]> {
  const { checkpoint: path, config, lyapunov } = options;
  if (path === undefined) throw usage("lyapunov", lyapunov, { expected: "--checkpoint FILE beside it" });
  const canvas = runs[0]?.info.config["seq_len"];
  const checkpoint = await openCheckpointPath(path, config, typeof canvas === "number" ? canvas : undefined);
  try {
    const engine = await openEngine(options.engine, options);
    try {
      const reports: LyapunovReport[] = [];
      for (const run of runs) reports.push(await analyzeRun(run, checkpoint.model, engine, options));
      return reports;
    } finally {
      await engine.close();
    }
  } finally {
    await checkpoint.close();
  }
}

async function analyzeRun(run: Run, model: Model, engine: Engine, options: LyapunovOptions): Promise<LyapunovReport> {
  const { lyapunov: exponents, lyapunovUnit: unit, skip = 0, limit } = options;
  const total = Math.min(run.rolloutCount, limit ?? run.rolloutCount);
  const asked: RunExponentOptions = {
    exponents,
    limit: total,
    skip,
    stateProvider: runsAsStateProvider().read,
    ...(unit && { unit }),
  };
  const progress = createProgress({ total, unit: "rollouts" });
  const found: RunExponents[] = [];
  try {
    for await (const one of runExponents(run, model, engine, asked)) {
      found.push(one);
      progress.update(found.length);
    }
  } finally {
    progress.end();
  }
  return { text: exponentsText(run.name, found, asked), json: exponentsJson(run.name, found, asked) };
}

function exponentsText(run: string, found: readonly RunExponents[], options: RunExponentOptions): string {
  const { exponents, unit, skip, scheme, epsilon } = exponentSettings(options);
  const skipped = skip === 0 ? "" : `, ${count(skip, "supervision step")} skipped`;
  const names = Array.from({ length: exponents }, (_, which) => `λ${which + 1}`);
  const lines = [
    printable(
      `${run}: finite-time Lyapunov exponents, nats per ${unit.replace("-", " ")}${skipped} (${scheme} differences of ${epsilon} ‖s‖)`,
    ),
  ];
  const comparison = compareExponents(found).map(({ solved, failed, auc }, which) => [
    names[which] ?? "",
    spread(solved),
    spread(failed),
    estimate(auc),
  ]);
  const [of] = compareExponents(found);
  const header = [
    "",
    `solved (${of?.solved.rollouts ?? 0})`,
    `failed (${of?.failed.rollouts ?? 0})`,
    "AUC of failing [95 %]",
  ];
  lines.push("", formatTable([header, ...comparison]));
  const rows = found
    .slice(0, MOST_LISTED)
    .map(({ record, exponents: values, unresolved }) => [
      String(record.rollout),
      printable(record.task),
      record.solved === null ? "unknown" : record.solved ? "yes" : "no",
      ...[...values].map((value, which) => `${(unresolved[which] ?? 0) > 0 ? "≤ " : ""}${value.toFixed(3)}`),
    ]);
  lines.push("", formatTable([["rollout", "task", "solved", ...names], ...rows]));
  if (found.length > MOST_LISTED) lines.push(`… and ${found.length - MOST_LISTED} more (--json has all)`);
  const off = found.filter(({ cellsOff }) => cellsOff > 0).length;
  if (off > 0) lines.push(`${off} of ${count(found.length, "rollout")} ended in another answer than the run recorded`);
  return lines.join("\n");
}

/** `-1.23 [-1.40, -1.10]`: median and quartiles. */
function spread({ rollouts, lower, median, upper }: ExponentSpread): string {
  if (rollouts === 0) return "–";
  return `${median.toFixed(3)} [${lower.toFixed(3)}, ${upper.toFixed(3)}]`;
}
