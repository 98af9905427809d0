/**
 * @file A model: its config, its schedule, its weights, and the rows of its puzzle embedding, which stay on disk until they
 * are asked for.
 */

import { invalid } from "../errors.ts";
import type { TensorFile } from "../formats/tensor-file.ts";
import { scheduleOf } from "./architectures.ts";
import type { ModelConfig } from "./config.ts";
import { nameTensors } from "./layout.ts";
import { type ConfigSources, resolveConfig } from "./resolve-config.ts";
import type { Schedule, StateName } from "./schedule.ts";
import { checkFinite, hashWeights, PUZZLE_EMBEDDING, readWeights, type Weights, weight } from "./weights.ts";

export interface Model {
  readonly config: ModelConfig;
  readonly schedule: Schedule;
  readonly weights: Weights;
  /** The checkpoint's file name. */
  readonly file: string;
  /** SHA-256 of the weights, see `hashWeights`. */
  readonly sha256: string;
  /** Defaults that were taken because nothing said otherwise, a sentence each. */
  readonly notes: readonly string[];
  /**
   * Rows of the puzzle embedding, f32 [identifiers.length, puzzleEmbNdim]; empty where the model has none.
   * Throws for an identifier out of range.
   */
  puzzleRows(identifiers: readonly number[]): Promise<Float32Array>;
}

/** Reads everything but the puzzle embedding. `file` must stay open as long as rows of that may be asked for. */
export async function openModel(
  file: TensorFile,
  { files = [], dataSeqLen }: Partial<Pick<ConfigSources, "files" | "dataSeqLen">> = {},
): Promise<Model> {
  const named = nameTensors(file);
  const { config, notes } = resolveConfig({ named, checkpoint: file.name, files, dataSeqLen });
  const weights = await readWeights(named.tensors, file.name);
  const table = named.tensors.get(PUZZLE_EMBEDDING);
  return {
    config,
    schedule: scheduleOf(config),
    weights,
    file: file.name,
    sha256: await hashWeights(weights),
    notes,
    async puzzleRows(identifiers) {
      if (table === undefined) return new Float32Array(0);
      for (const identifier of identifiers) checkIdentifier(identifier, config, file.name);
      const rows = await table.readRowsF32(identifiers);
      checkFinite(rows, PUZZLE_EMBEDDING, file.name);
      return rows;
    },
  };
}

/** Throws for an identifier that has no row in the puzzle embedding. Models without one take any. */
export function checkIdentifier(identifier: number, { puzzleIdentifiers }: ModelConfig, where: string): void {
  if (puzzleIdentifiers === 0) return;
  if (!Number.isInteger(identifier) || identifier < 0 || identifier >= puzzleIdentifiers) {
    throw invalid("puzzle id", identifier, { expected: `0 to ${puzzleIdentifiers - 1}`, where });
  }
}

/** The value every position of a state starts with, f32 [D]. */
export function initialVector({ weights }: Pick<Model, "weights">, state: StateName): Float32Array {
  return weight(weights, state === "z_H" ? "H_init" : "L_init").data;
}
