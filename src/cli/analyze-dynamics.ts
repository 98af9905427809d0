/**
 * @file What `fixpoint analyze` says of latent dynamics when it is asked to: Lyapunov exponents and projections. Both cost more than
 * reading columns, and so come only on request.
 */

import type { Command } from "commander";
import { STEP_UNITS } from "../analysis/lyapunov/rollout-map.ts";
import { DENSITIES } from "../analysis/projection/kept-trajectory.ts";
import type { Projection } from "../analysis/projection/project-runs.ts";
import { ENGINE_NAMES } from "../engine/engine.ts";
import { usage } from "../errors.ts";
import type { Run } from "../trace/run-reader.ts";
import { analyzeLyapunov, type LyapunovOptions } from "./analyze-lyapunov.ts";
import { analyzeProjection, type ProjectionCommandOptions } from "./analyze-projection.ts";
import { oneOf, wholeNumber } from "./options.ts";

const MOST_EXPONENTS = 64;
const MOST_COMPONENTS = 64;

export interface DynamicsOptions extends Omit<LyapunovOptions, "lyapunov">, ProjectionCommandOptions {
  readonly lyapunov?: number;
  readonly project?: boolean;
}

/** For people and for programs. */
export interface DynamicsReport {
  readonly text: string;
  /** `lyapunov`: one object per run; `projection`: one for all runs. Those that were asked for. */
  readonly json: Readonly<Record<string, unknown>>;
  /** For a report to draw, where it was asked for. */
  readonly projection?: Projection;
}

/** The options of both, on the command that takes the runs. `--limit` counts rollouts of each run. */
export function addDynamicsOptions(command: Command): Command {
  return command
    .option(
      "--lyapunov <k>",
      "the k leading finite-time Lyapunov exponents along every rollout (with --checkpoint)",
      wholeNumber("lyapunov", 1, MOST_EXPONENTS),
    )
    .option("--checkpoint <file>", "the checkpoint that the run was traced with")
    .option("--config <file>", "its config (default: the one beside it)")
    .option(
      "--lyapunov-unit <unit>",
      `exponents per ${STEP_UNITS.join(" or ")} (default: ${STEP_UNITS[0]})`,
      oneOf("lyapunov-unit", STEP_UNITS),
    )
    .option("--skip <n>", "supervision steps at the beginning that do not count", wholeNumber("skip", 0))
    .option("--engine <name>", `${ENGINE_NAMES.join(", ")} (default: cpu)`, oneOf("engine", ENGINE_NAMES))
    .option("--threads <n>", "threads of cpu and wasm (default: one per core)", wholeNumber("threads", 1, 1024))
    .option("--project", "the rollouts on the principal axes of their latent states (runs traced with --states)")
    .option("--state <name>", "z_H or z_L (default: z_H where it was kept)", oneOf("state", ["z_H", "z_L"]))
    .option("--every <unit>", `states after every ${DENSITIES.join(", ")}`, oneOf("every", DENSITIES))
    .option("--components <n>", "axes (default: 3)", wholeNumber("components", 1, MOST_COMPONENTS))
    .option(
      "--fit-on <which>",
      "fit the axes on the first run, or on all (default: all)",
      oneOf("fit-on", ["first", "all"]),
    )
    .option("--limit <n>", "only the first n rollouts of each run", wholeNumber("limit", 1));
}

/** Whether `options` ask for anything here. */
export function asksForDynamics({ lyapunov, project = false }: DynamicsOptions): boolean {
  return lyapunov !== undefined || project;
}

const OF_LYAPUNOV = ["checkpoint", "config", "lyapunovUnit", "skip", "engine", "threads"] as const;
const OF_PROJECT = ["state", "every", "components", "fitOn"] as const;

/** Throws a usage error for an option of what was not asked for. */
export function checkDynamicsOptions(options: DynamicsOptions): void {
  const check = (names: readonly (keyof DynamicsOptions)[], expected: string): void => {
    const unused = names.find((name) => options[name] !== undefined);
    if (unused === undefined) return;
    const flag = unused.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw usage(flag, String(options[unused]), { expected });
  };
  if (options.lyapunov === undefined) check(OF_LYAPUNOV, "--lyapunov K beside it");
  if (!options.project) check(OF_PROJECT, "--project beside it");
}

/** Throws a `FixpointError` for runs that lack what is needed. */
export async function analyzeDynamics(runs: readonly Run[], options: DynamicsOptions): Promise<DynamicsReport> {
  const { lyapunov, project = false } = options;
  const texts: string[] = [];
  const json: Record<string, unknown> = {};
  const projected = project ? await analyzeProjection(runs, options) : undefined;
  if (projected !== undefined) {
    texts.push(projected.text);
    json["projection"] = projected.json;
  }
  if (lyapunov !== undefined) {
    const reports = await analyzeLyapunov(runs, { ...options, lyapunov });
    texts.push(...reports.map(({ text }) => text));
    json["lyapunov"] = reports.map((report) => report.json);
  }
  return { text: texts.join("\n\n"), json, ...(projected && { projection: projected.projection }) };
}
