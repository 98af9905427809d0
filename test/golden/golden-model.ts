/**
 * @file A golden model folder of `../shared`: its checkpoint, its inputs as a batch, its reference arrays.
 */

import { readFileSync } from "node:fs";
import { parseNpy } from "../../src/formats/npy.ts";
import { parseTokenBatch } from "../../src/formats/tasks/token-batch.ts";
import type { Model } from "../../src/model/model.ts";
import { openCheckpoint } from "../../src/model/open-checkpoint.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { openFolder } from "../../src/platform/node/folder.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import { shared } from "../shared.ts";

export const GOLDEN_MODELS = ["trm-att", "trm-mlp", "trm-singlez", "hrm"] as const;
export type GoldenName = (typeof GOLDEN_MODELS)[number];

export interface Reference {
  readonly shape: readonly number[];
  /** The element at these indices, row-major. */
  at(...indices: readonly number[]): number;
  readonly data: ArrayLike<number>;
}

export async function goldenModel(name: GoldenName, file = "model.safetensors"): Promise<Model> {
  const folder = shared(`golden/${name}`);
  return openCheckpoint(memorySource(file, readFileSync(`${folder}/${file}`)), openFolder(folder));
}

/** The three rows of `input.json`. */
export function goldenRows(name: GoldenName): RolloutRow[] {
  const value: unknown = JSON.parse(readFileSync(shared(`golden/${name}/input.json`), "utf8"));
  const { puzzles } = parseTokenBatch(value, "input", "input.json");
  return puzzles.map((puzzle) => ({ puzzle, puzzleIdentifier: puzzle.puzzleIdentifier ?? 0, trajectory: 0 }));
}

export function reference(name: GoldenName, array: string): Reference {
  const file = `${array}.npy`;
  const { shape, data } = parseNpy(new Uint8Array(readFileSync(shared(`golden/${name}/${file}`))), file);
  return {
    shape,
    data,
    at: (...indices) => data[indices.reduce((offset, index, axis) => offset * (shape[axis] ?? 1) + index, 0)] as number,
  };
}
