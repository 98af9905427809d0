/**
 * @file The models that are measured: initialised, not trained, since speed does not depend on what they know.
 */

import { openSafetensors } from "../src/formats/safetensors.ts";
import type { ModelConfig } from "../src/model/config.ts";
import { UNTRAINED, untrainedCheckpoint } from "../src/model/demo-model.ts";
import { type Model, openModel } from "../src/model/model.ts";
import { memorySource } from "../src/platform/byte-source.ts";
import type { RolloutRow } from "../src/rollout/request.ts";

/** 916 positions, width 512, 8 heads, two layers: as published for ARC. */
export const PUBLISHED: ModelConfig = {
  ...UNTRAINED,
  hiddenSize: 512,
  heads: 8,
  seqLen: 900,
  puzzlePositions: 16,
  puzzleEmbNdim: 512,
};

/** 116 positions, width 128: a canvas of 10×10. */
export const SMALL: ModelConfig = { ...UNTRAINED, hiddenSize: 128, heads: 4, puzzlePositions: 16, puzzleEmbNdim: 128 };

export async function untrainedModel(config: ModelConfig): Promise<Model> {
  const { tensors, config: text } = untrainedCheckpoint(config, 1);
  const file = await openSafetensors(memorySource("untrained.safetensors", Buffer.concat(tensors)));
  return openModel(file, { files: [{ name: "config.json", values: JSON.parse(text) as Record<string, unknown> }] });
}

/** Made-up puzzles on the model's canvas. */
export function madeUpRows({ config }: Model, count: number): RolloutRow[] {
  return Array.from({ length: count }, (_, row) => ({
    puzzle: {
      task: `made-up-${row}`,
      testIndex: 0,
      augmentation: "",
      puzzleIdentifier: 0,
      inputTokens: Uint8Array.from({ length: config.seqLen }, (_, cell) => (cell * 31 + row * 7) % config.vocabSize),
      targetTokens: undefined,
      targetGrid: undefined,
    },
    puzzleIdentifier: 0,
    trajectory: 0,
  }));
}
