/**
 * @file `fixpoint train`: train a model by a recipe.
 */

import type { Command } from "commander";
import { ENGINE_NAMES, type EngineName } from "../engine/engine.ts";
import { type OpenedPlan, openPlan } from "../train/node/open-plan.ts";
import { runTraining } from "../train/node/run-training.ts";
import { openTrainingFolder } from "../train/node/training-folder.ts";
import { made } from "./data-output.ts";
import { stopOnInterrupt } from "./interrupt.ts";
import { openEngine } from "./open-engine.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { count, note, say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";
import { reportTraining } from "./train-report.ts";

interface TrainOptions {
  readonly out: string;
  readonly resume?: boolean;
  readonly engine?: EngineName;
  readonly threads?: number;
}

const ENGINES = ENGINE_NAMES.filter((name) => name !== "reference");

const HELP = `
A recipe is YAML with the keys of upstream's training, and: data, a dataset directory, a JSON list of token batches,
or what is to be made, such as {generator: sudoku, side: 6, count: 5000, augment: 20} or {generator: gym, concepts:
all, pairs: 1500}, with the options of fixpoint data as keys (test-pairs is test_pairs, band is bands), which fixpoint
data recipe writes with its held-out split; total_steps instead of epochs; stop_after; checkpoint_every; optimizer
(adam_atan2, adamw); ema_warmup. Paths in it are looked for beside it, then where the command is given. <dir> gets
step_N.safetensors (with ema: true also step_N.ema.safetensors), all_config.yaml, config.json, log.jsonl, and
resume.safetensors, from which --resume goes on, bit for bit on the same engine.`;

export function addTrainCommand(program: Command): void {
  program
    .command("train")
    .usage("<recipe> --out <dir> [options]")
    .description("train a model by a recipe")
    .argument("<recipe>", "a YAML file")
    .requiredOption("--out <dir>", "the directory to write checkpoints and the log to")
    .option("--resume", "go on with an interrupted training of the same recipe")
    .option("--engine <name>", `${ENGINES.join(", ")} (default: cpu)`, oneOf("engine", ENGINES))
    .option("--threads <n>", "threads of cpu and wasm (default: one per core)", wholeNumber("threads", 1, 1024))
    .addHelpText("after", HELP)
    .action(train);
}

async function train(recipePath: string, options: TrainOptions): Promise<void> {
  const { out, resume = false } = options;
  await checkNewDirectory(out, { expected: "a new directory, or --resume", resume });
  const plan = await openPlan(recipePath, async (production) => {
    const product = await made(production);
    note(`made as the recipe says: ${product.summary}`);
    return product;
  });
  const begun = await plan.begin();
  for (const text of [...plan.recipe.notes, ...begun.notes]) note(`note: ${text}`);
  const engine = await openEngine(options.engine, options);
  try {
    const folder = await openTrainingFolder(out, plan, begun.state, { resume });
    try {
      if (folder.state.step >= plan.lastStep) return note(`${out} is complete: nothing to resume`);
      note(`${headline(plan)} on ${engine.description}`);
      const report = reportTraining(plan, folder.state.step);
      const interrupted = stopOnInterrupt();
      const step = await runTraining({
        plan,
        folder,
        engine,
        onStep: report.onStep,
        isStopped: interrupted.isStopped,
      }).finally(report.end);
      if (step < plan.lastStep)
        interrupted.leave(`interrupted after step ${step}: the same command with --resume goes on`);
      interrupted.release();
      say(`${out}: ${report.summary()}`);
    } finally {
      await folder.close();
    }
  } finally {
    await engine.close();
  }
}

function headline({ config, recipe, lastStep }: OpenedPlan): string {
  const { architecture, mixer, hiddenSize } = config;
  const shape = `${architecture}, ${mixer === "mlp_t" ? "mlp_t" : "attention"}, width ${hiddenSize}`;
  return `${recipe.name}: ${shape}, ${count(lastStep, "step")} of ${recipe.globalBatchSize} rows`;
}
