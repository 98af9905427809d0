/**
 * @file A training on an engine: it takes batches, and its parameters stay where the engine computes until someone wants to keep them.
 */

import type { Engine, EngineTensor, EngineTensors } from "../engine/engine.ts";
import { scheduleOf } from "../model/architectures.ts";
import type { ModelConfig } from "../model/config.ts";
import { haltRows, takeRows } from "./act.ts";
import { carriedTensors, hostState } from "./carried.ts";
import type { TrainingRows } from "./data/training-data.ts";
import { type MetricSums, metricSums, type RowResults } from "./metrics.ts";
import { rateFactor } from "./optimiser/learning-rate.ts";
import { signSgd } from "./optimiser/sign-sgd.ts";
import { parameterShapes } from "./parameter-names.ts";
import type { Recipe } from "./recipe/recipe.ts";
import { stepGraph, stepNames } from "./step-graph.ts";
import { type HostTensor, rateInputs, rowInputs } from "./step-inputs.ts";
import { type Arrays, puzzleTable, type TrainingState } from "./training-state.ts";

export interface TrainerOptions {
  readonly recipe: Recipe;
  readonly config: ModelConfig;
  /** Training steps of the whole schedule. */
  readonly totalSteps: number;
  readonly engine: Engine;
  /** Report the logits and every gradient too. */
  readonly observed?: boolean;
}

export interface StepReport {
  /** Counted from 1. */
  readonly step: number;
  readonly lr: number;
  readonly puzzleEmbLr: number;
  readonly sums: MetricSums;
  readonly results: RowResults;
  /** All that the step graph gives beside what is carried on; `logits` and every `gradient …` where the trainer is observed. */
  readonly outputs: Arrays;
}

export interface Trainer {
  /** The next training step on these rows; `next` is where the data go on after them. */
  train(rows: TrainingRows, next: number): Promise<StepReport>;
  /** A copy of everything as it is now. */
  state(): Promise<TrainingState>;
  release(): Promise<void>;
}

/** Compiles the training step and goes on from `from`, which it takes over. */
export async function createTrainer(options: TrainerOptions, from: TrainingState): Promise<Trainer> {
  const { recipe, config, engine, totalSteps, observed = false } = options;
  const averaged = recipe.ema !== undefined;
  const parameters = parameterShapes(config, recipe.expansion);
  const carried = carriedTensors(from, parameters, config, averaged);
  const graph = stepGraph({
    config,
    schedule: scheduleOf(config),
    batch: recipe.globalBatchSize,
    loss: recipe.loss,
    continueTarget: recipe.continueTarget,
    adam: recipe,
    ema: averaged,
    buffers: from.weights,
    parameters,
    observed,
  });
  const resident = [...carried.keys()].map(stepNames.next);
  const executable = await engine.compile(graph, { resident, large: true });
  const upload = ({ shape, data }: HostTensor): EngineTensor => engine.upload(shape, data);
  const handles = new Map([...carried].map(([name, tensor]) => [name, upload(tensor)]));
  const table = puzzleTable(from.weights);
  const { carry } = from;
  const schedule = { warmupSteps: recipe.lrWarmupSteps, totalSteps, minRatio: recipe.lrMinRatio };
  let { step, position } = from;

  async function run(lr: number): Promise<EngineTensors> {
    const fresh = [...rowInputs(carry, table, config, recipe), ...rateInputs(step, lr, recipe)];
    const inputs = Object.fromEntries(fresh.map(([name, tensor]) => [name, upload(tensor)]));
    const outputs = await executable.run({ ...inputs, ...Object.fromEntries(handles) });
    for (const tensor of Object.values(inputs)) engine.dispose(tensor);
    return outputs;
  }

  /** What is carried on is replaced; the rest is read. */
  async function takeOver(outputs: EngineTensors): Promise<Arrays> {
    const read = new Map<string, Float32Array>();
    for (const [name, tensor] of Object.entries(outputs)) {
      if (resident.includes(name)) continue;
      read.set(name, await engine.read(tensor));
      engine.dispose(tensor);
    }
    for (const [name, before] of handles) {
      handles.set(name, outputs[stepNames.next(name)] as EngineTensor);
      engine.dispose(before);
    }
    return read;
  }

  return {
    async train(rows, next) {
      takeRows(carry, rows);
      step++;
      const factor = rateFactor(step, schedule);
      const [lr, puzzleEmbLr] = [recipe.lr * factor, recipe.puzzleEmbLr * factor];
      const outputs = await takeOver(await run(lr));
      position = next;
      const gradient = outputs.get(stepNames.gradient(stepNames.puzzleRows));
      if (gradient !== undefined) {
        signSgd(table, carry.identifiers, gradient, { lr: puzzleEmbLr, weightDecay: recipe.puzzleEmbWeightDecay });
      }
      const results = rowResults(outputs);
      haltRows(carry, (row) => wantsToHalt(results, row, config), {
        haltMaxSteps: config.haltMaxSteps,
        explorationProb: recipe.haltExplorationProb,
        seed: recipe.seed,
        step,
      });
      return { step, lr, puzzleEmbLr, results, sums: metricSums(results, carry), outputs };
    },
    async state() {
      const read = new Map<string, Float32Array>();
      for (const [name, tensor] of handles) read.set(name, await engine.read(tensor));
      return hostState(from, { read, table, step, position, carry });
    },
    async release() {
      for (const tensor of handles.values()) engine.dispose(tensor);
      handles.clear();
      await executable.release();
    },
  };
}

function rowResults(outputs: Arrays): RowResults {
  const get = (name: string): Float32Array => {
    const values = outputs.get(name);
    if (values === undefined) throw new Error(`the step has no output ${name}`);
    return values;
  };
  const [q, lmLoss] = [get("q"), get("lmLoss")];
  const width = q.length / lmLoss.length;
  const column = (place: number): Float32Array => q.filter((_, index) => index % width === place);
  return {
    lmLoss,
    qHaltLoss: get("qHaltLoss"),
    qContinueLoss: outputs.get("qContinueLoss"),
    correct: get("correct"),
    qHaltLogit: column(0),
    qContinueLogit: column(1),
  };
}

/** HRM compares its two q values, TRM asks one. */
function wantsToHalt({ qHaltLogit, qContinueLogit }: RowResults, row: number, { architecture }: ModelConfig): boolean {
  const threshold = architecture === "hrm" ? (qContinueLogit[row] as number) : 0;
  return (qHaltLogit[row] as number) > threshold;
}
