/**
 * @file The small untrained model of tests and benchmarks: a TRM with attention on a 10×10 canvas, drawn from a
 * fixed seed and calmed down so that its recursion moves but does not explode. Its answers mean nothing.
 */

import { encodeSafetensors } from "../formats/safetensors-write.ts";
import type { ModelConfig } from "./config.ts";
import { initialWeights } from "./initialise.ts";
import { upstreamConfig } from "./upstream-config.ts";

export const UNTRAINED: ModelConfig = {
  architecture: "trm",
  mixer: "attention",
  mixerNormAxis: "token",
  positions: "rope",
  hCycles: 3,
  lCycles: 4,
  lLayers: 2,
  hLayers: 0,
  hiddenSize: 64,
  heads: 4,
  vocabSize: 12,
  seqLen: 100,
  puzzlePositions: 4,
  puzzleEmbNdim: 64,
  puzzleIdentifiers: 1,
  rmsNormEps: 1e-5,
  ropeTheta: 10000,
  haltMaxSteps: 16,
  hasContinue: true,
};

/** The same in small, on ARC's full canvas. */
export const ARC_CANVAS: ModelConfig = {
  ...UNTRAINED,
  lLayers: 1,
  hiddenSize: 32,
  heads: 2,
  seqLen: 900,
  puzzlePositions: 16,
  puzzleEmbNdim: 32,
};

export interface CheckpointFiles {
  /** The chunks of a safetensors file, to be written one behind the other. */
  readonly tensors: Uint8Array[];
  /** The text of the `config.json` beside it. */
  readonly config: string;
}

/** An untrained checkpoint of any shape, as the files that `openCheckpoint` reads. */
export function untrainedCheckpoint(config: ModelConfig, seed: number): CheckpointFiles {
  const weights = initialWeights(config, { seed, gain: 0.6, spread: 0.1, haltBias: 0 });
  const tensors = encodeSafetensors(
    [...weights].map(([name, { shape, data }]) => ({
      name,
      dtype: "f32",
      shape,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    })),
  );
  return { tensors, config: `${JSON.stringify(upstreamConfig(config), null, 2)}\n` };
}
