/**
 * @file `tsx bench/training.ts [ROUNDS] [THREADS]`: what a training step costs, as a multiple of the floor: what its matrix products alone
 * take on the same engine, three times where the gradient goes through them, since each is differentiated by two of its size.
 */

import { createEngine } from "../src/engine/create.ts";
import type { Engine } from "../src/engine/engine.ts";
import { scheduleOf } from "../src/model/architectures.ts";
import { type ModelConfig, positionsOf } from "../src/model/config.ts";
import { initialWeights } from "../src/model/initialise.ts";
import { parameterShapes } from "../src/train/parameter-names.ts";
import { parseRecipe } from "../src/train/recipe/parse-recipe.ts";
import { createTrainer } from "../src/train/trainer.ts";
import { freshState } from "../src/train/training-state.ts";
import { interleave, type Subject } from "./measure.ts";
import { SMALL } from "./models.ts";
import { operationsOf, productsOf, productsSubject } from "./products.ts";

const BATCH = 32;
const [ROUNDS = 7, THREADS] = process.argv.slice(2).map(Number);
const SEED = 1;

/** How often the network is applied in a training step, and through how many of these goes the gradient. */
function applicationsOf({ architecture, hCycles, lCycles }: ModelConfig): { forward: number; backward: number } {
  return { forward: hCycles * (lCycles + 1), backward: architecture === "hrm" ? 2 : lCycles + 1 };
}

async function stepSubject(engine: Engine, config: ModelConfig): Promise<Subject> {
  const recipe = parseRecipe(
    `{ arch: { name: trm, loss: { loss_type: stablemax_cross_entropy }, hidden_size: ${config.hiddenSize}, num_heads: ${config.heads},
      H_cycles: ${config.hCycles}, L_cycles: ${config.lCycles}, L_layers: ${config.lLayers}, halt_max_steps: 16 },
      data: none, global_batch_size: ${BATCH}, total_steps: 1000, lr: 1e-4, ema: true }`,
    "bench.yaml",
  );
  const parameters = parameterShapes(config, recipe.expansion);
  const weights = initialWeights(config, { seed: SEED });
  const state = freshState(weights, { config, schedule: scheduleOf(config), parameters, batch: BATCH, ema: true });
  const trainer = await createTrainer({ recipe, config, totalSteps: 1000, engine }, state);
  const token = (_: unknown, cell: number): number => (cell * 31) % config.vocabSize;
  const cells = { length: BATCH * config.seqLen };
  const rows = {
    inputs: Int32Array.from(cells, token),
    labels: Int32Array.from(cells, token),
    identifiers: new Int32Array(BATCH),
  };
  return {
    name: "training step",
    async run() {
      await trainer.train(rows, 0);
    },
  };
}

const { engine } = await createEngine("cpu", THREADS === undefined ? {} : { threads: THREADS });
const products = productsOf(SMALL, BATCH);
const { forward, backward } = applicationsOf(SMALL);
const subjects = [await productsSubject(engine, products), await stepSubject(engine, SMALL)];
const [productsMs = Number.NaN, stepMs = Number.NaN] = (await interleave(subjects, ROUNDS)).map(
  ({ medianMs }) => medianMs,
);
await engine.close();
const applications = forward + 2 * backward;
const floorMs = applications * productsMs;
const operations = applications * products.reduce((total, product) => total + operationsOf(product), 0);
console.log(
  `width ${SMALL.hiddenSize}, ${positionsOf(SMALL)} tokens, batch ${BATCH}, ${forward} applications, ${backward} of them with gradient: ` +
    `floor ${floorMs.toFixed(0)} ms (${(operations / floorMs / 1e6).toFixed(0)} GFLOP/s), training step ${stepMs.toFixed(0)} ms = ` +
    `${(stepMs / floorMs).toFixed(2)} × the floor; memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`,
);
