/**
 * @file The state a training begins with: fresh weights, or those of a checkpoint, on which it goes on with a fresh optimiser.
 */

import { invalid } from "../errors.ts";
import type { TensorFile } from "../formats/tensor-file.ts";
import { scheduleOf } from "../model/architectures.ts";
import type { ModelConfig } from "../model/config.ts";
import { initialWeights } from "../model/initialise.ts";
import { nameOfficialTensors } from "../model/layout.ts";
import { checkWeightShapes, weightShapes } from "../model/weight-shapes.ts";
import { checkFinite, PUZZLE_EMBEDDING, type Weight } from "../model/weights.ts";
import { parameterShapes } from "./parameter-names.ts";
import type { Recipe } from "./recipe/recipe.ts";
import { freshState, type TrainingState } from "./training-state.ts";

export interface Begun {
  readonly state: TrainingState;
  /** What a person should know about it, a sentence each. */
  readonly notes: readonly string[];
}

/** `checkpoint` is the opened file that the recipe's `load_checkpoint` names. */
export async function begin(recipe: Recipe, config: ModelConfig, checkpoint: TensorFile | undefined): Promise<Begun> {
  const { seed, expansion } = recipe;
  const notes: string[] = [];
  const weights =
    checkpoint === undefined
      ? initialWeights(config, { seed, expansion })
      : await weightsOf(checkpoint, config, expansion, (note) => notes.push(note));
  const parameters = parameterShapes(config, expansion);
  const state = freshState(weights, {
    config,
    schedule: scheduleOf(config),
    parameters,
    batch: recipe.globalBatchSize,
    ema: recipe.ema !== undefined,
  });
  return { state, notes };
}

async function weightsOf(
  file: TensorFile,
  config: ModelConfig,
  expansion: number,
  tell: (note: string) => void,
): Promise<ReadonlyMap<string, Weight>> {
  const named = nameOfficialTensors(file);
  const table = named.tensors.get(PUZZLE_EMBEDDING);
  const rows = table?.shape[0] ?? config.puzzleIdentifiers;
  // Another number of puzzles is no obstacle: see below.
  checkWeightShapes(
    { ...config, puzzleIdentifiers: config.puzzleIdentifiers === 0 ? 0 : rows },
    named,
    expansion,
    file.name,
  );
  if (config.puzzleIdentifiers === 0 && table !== undefined) {
    throw invalid("arch.puzzle_emb_ndim", 0, { expected: `${table.shape[1]}, as in ${file.name}` });
  }
  const weights = new Map<string, Weight>();
  for (const [name, shape] of weightShapes(config, expansion)) {
    const tensor = named.tensors.get(name);
    if (tensor === undefined) throw new Error(`no tensor ${name}, which was there`);
    const data = await tensor.readF32();
    checkFinite(data, name, file.name);
    weights.set(name, { shape, data: name === PUZZLE_EMBEDDING && rows !== shape[0] ? meanRows(data, shape) : data });
  }
  if (rows !== config.puzzleIdentifiers && config.puzzleIdentifiers > 0) {
    tell(`${file.name} has ${rows} puzzle embeddings, the data ${config.puzzleIdentifiers}: all begin as their mean`);
  }
  return weights;
}

/** As upstream does (`pretrain.py`, `load_checkpoint`, at commit e7b6871): every row the mean of those there are. */
function meanRows(table: Float32Array, [rows = 0, width = 1]: readonly number[]): Float32Array {
  const count = table.length / width;
  const mean = Float32Array.from({ length: width }, (_, column) => {
    let total = 0;
    for (let place = column; place < table.length; place += width) total += table[place] as number;
    return total / count;
  });
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) out.set(mean, row * width);
  return out;
}
