/**
 * @file `fixpoint trace`: roll a checkpoint out on tasks and keep what it thinks at every inner step.
 */

import { type Command, Option } from "commander";
import { ENGINE_NAMES, type EngineName } from "../engine/engine.ts";
import { usage } from "../errors.ts";
import type { Model } from "../model/model.ts";
import { upstreamConfig } from "../model/upstream-config.ts";
import { defaultBatch } from "../rollout/batch.ts";
import type { Intervention, StateProvider } from "../rollout/interventions/intervention.ts";
import { parseInterventions } from "../rollout/interventions/parse.ts";
import type { RolloutRow } from "../rollout/request.ts";
import { rolloutRows } from "../rollout/rows.ts";
import { openRunWriter } from "../trace/node/run-writer.ts";
import { traceRun } from "../trace/node/trace-run.ts";
import { hashRows } from "../trace/rows-hash.ts";
import type { RunHeader } from "../trace/run-info.ts";
import { checkKeptStates, type KeptStates } from "../trace/state-layout.ts";
import { failuresOf } from "./failures-of.ts";
import { chooseIdentifiers, openCheckpointPath, readTasksPath } from "./model-input.ts";
import { openEngine } from "./open-engine.ts";
import { collect, oneOf, wholeNumber } from "./options.ts";
import { count, note, say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";
import { runsAsStateProvider } from "./patch-source.ts";
import { TRACE_HELP } from "./trace-help.ts";
import { reportTrace } from "./trace-report.ts";
import { VERSION } from "./version.ts";

interface TraceOptions {
  readonly checkpoint: string;
  readonly out: string;
  readonly config?: string;
  readonly identifiers?: string;
  readonly puzzleIdentifier?: number;
  readonly steps?: number;
  readonly seed: number;
  readonly intervene?: readonly string[];
  readonly augment: number;
  readonly limit?: number;
  readonly failuresOf?: string;
  readonly batch?: number;
  readonly engine?: EngineName;
  readonly threads?: number;
  readonly states?: "none" | KeptStates;
  readonly confidence?: boolean;
  readonly probabilities?: boolean;
  readonly resume?: boolean;
}

export function addTraceCommand(program: Command): void {
  program
    .command("trace")
    .usage("<tasks> --checkpoint <file> --out <run> [options]")
    .description("roll a checkpoint out on tasks and record its answer after every inner step")
    .argument("<tasks>", "an ARC task, a directory of them, a challenges file, a dataset directory, or a token batch")
    .requiredOption("--checkpoint <file>", "a PyTorch or safetensors file")
    .requiredOption("--out <run>", "the run directory to write")
    .option("--config <file>", "YAML or JSON (default: all_config.yaml and config.json beside the checkpoint)")
    .option(
      "--identifiers <file>",
      "which puzzle has which row of the puzzle embedding (default: identifiers.json beside the checkpoint or the tasks)",
    )
    .addOption(
      new Option("--puzzle-identifier <n>", "the same row for every puzzle")
        .argParser(wholeNumber("puzzle-identifier", 0))
        .conflicts("identifiers"),
    )
    .option("--steps <n>", "supervision steps (default: the model's halt_max_steps)", wholeNumber("steps", 1))
    .option("--seed <n>", "seed of noise and augmentations", wholeNumber("seed", 0), 0)
    .option("--intervene <spec>", "such as noise@5:target=z_L,sigma=1; may stand several times", collect)
    .option("--augment <n>", "augmentations of each task, beside the task itself", wholeNumber("augment", 0), 0)
    .option("--limit <n>", "only the first n test inputs", wholeNumber("limit", 1))
    .option("--failures-of <run>", "only the puzzles that this run left wrong")
    .option("--batch <n>", "rollouts at once (default: by the size of the model)", wholeNumber("batch", 1, 4096))
    .option("--engine <name>", `${ENGINE_NAMES.join(", ")} (default: cpu)`, oneOf("engine", ENGINE_NAMES))
    .option("--threads <n>", "threads of cpu and wasm (default: one per core)", wholeNumber("threads", 1, 1024))
    .option(
      "--states <which>",
      "keep latent states: none, h (z_H after each supervision step), all (z_L after each L-step too) (default: none)",
      oneOf("states", ["none", "h", "all"]),
    )
    .option("--confidence", "keep each cell's largest probability")
    .option("--probabilities", "keep every cell's probabilities")
    .option("--resume", "go on with an interrupted run of the same options")
    .addHelpText("after", TRACE_HELP)
    .action(trace);
}

async function trace(tasksPath: string, options: TraceOptions): Promise<void> {
  const { out, resume = false, seed, augment, limit = Number.POSITIVE_INFINITY } = options;
  await checkNewDirectory(out, { expected: "a new directory, or --resume", resume });
  const set = await readTasksPath(tasksPath, limit);
  const dataSeqLen = set.kind === "tokens" ? set.seqLen : undefined;
  const checkpoint = await openCheckpointPath(options.checkpoint, options.config, dataSeqLen);
  try {
    const { model } = checkpoint;
    const steps = options.steps ?? model.config.haltMaxSteps;
    const states = options.states === "none" ? undefined : options.states;
    if (states !== undefined) checkKeptStates(states, model.schedule);
    const provider = runsAsStateProvider();
    const interventions = readInterventions(options.intervene ?? [], model, steps, provider.read);
    const identifiers = await chooseIdentifiers(options, checkpoint, set);
    const { rows: all, tasks, notes } = rolloutRows(set, model, { identifiers, augment, limit, seed });
    const rows = options.failuresOf === undefined ? all : await failuresOf(options.failuresOf, all);
    for (const text of notes) note(`note: ${text}`);
    const batch = Math.min(options.batch ?? defaultBatch(model.config), rows.length);
    await provider.check(interventions, model);

    const engine = await openEngine(options.engine, options);
    try {
      const header = await runHeader({ model, rows, steps, batch, engine: engine.description, options });
      const writer = await openRunWriter(out, { header, tasks }, { resume });
      if (writer.alreadyComplete) return note(`${out} is complete: nothing to resume`);
      const [work, each] = [count(rows.length, "rollout"), count(steps, "supervision step")];
      const report = reportTrace({
        out,
        rollouts: rows.length,
        completed: () => writer.completed,
        headline: `${model.file}: ${model.config.architecture}, ${work} of ${each} on ${engine.description}`,
      });
      const job = { model, engine, rows, batch, steps, seed, interventions, decode: options, states };
      try {
        await traceRun(job, writer, report);
      } finally {
        report.end();
      }
      say(report.summary());
    } finally {
      await engine.close();
    }
  } finally {
    await checkpoint.close();
  }
}

function readInterventions(
  specs: readonly string[],
  { schedule }: Model,
  steps: number,
  stateProvider: StateProvider,
): readonly Intervention[] {
  const interventions = parseInterventions(specs, { cycles: schedule, states: schedule.states }, { stateProvider });
  for (const { spec, lastSupervisionStep: last } of interventions) {
    if (last === Number.POSITIVE_INFINITY || last <= steps) continue;
    throw usage("intervention", `${spec} reaches supervision step ${last}`, {
      expected: `1 to ${steps}, or --steps ${last}`,
    });
  }
  return interventions;
}

/** What the run is, and what it must be asked for again to be resumed. */
async function runHeader({
  model,
  rows,
  steps,
  batch,
  engine,
  options,
}: {
  model: Model;
  rows: readonly RolloutRow[];
  steps: number;
  batch: number;
  engine: string;
  options: TraceOptions;
}): Promise<RunHeader> {
  const { augment, limit = null, states = "none", confidence = false, probabilities = false } = options;
  return {
    model: { architecture: model.config.architecture, file: model.file, sha256: model.sha256 },
    config: upstreamConfig(model.config),
    options: {
      steps,
      batch,
      augment,
      limit,
      states,
      confidence,
      probabilities,
      puzzles_sha256: await hashRows(rows),
    },
    interventions: options.intervene ?? [],
    seed: options.seed,
    engine,
    fixpointVersion: VERSION,
    rollouts: rows.length,
    started: new Date().toISOString(),
  };
}
