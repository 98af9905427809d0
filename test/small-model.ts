/**
 * @file A model small enough to be rolled out in milliseconds, initialised by the project, and checkpoints of it in memory.
 */

import { encodeSafetensors } from "../src/formats/safetensors-write.ts";
import type { ModelConfig } from "../src/model/config.ts";
import { UNTRAINED } from "../src/model/demo-model.ts";
import { initialWeights } from "../src/model/initialise.ts";
import type { Model } from "../src/model/model.ts";
import { openCheckpoint } from "../src/model/open-checkpoint.ts";
import { upstreamConfig } from "../src/model/upstream-config.ts";
import type { Weight } from "../src/model/weights.ts";
import { memorySource } from "../src/platform/byte-source.ts";
import { blobFolder } from "../src/platform/web/blob-folder.ts";
import type { RolloutRow } from "../src/rollout/request.ts";

/** ARC's vocabulary on a canvas of 3×3. */
export const SMALL: ModelConfig = {
  ...UNTRAINED,
  lLayers: 1,
  hiddenSize: 16,
  heads: 2,
  seqLen: 9,
  puzzlePositions: 2,
  puzzleEmbNdim: 16,
  puzzleIdentifiers: 4,
};

/** Calmed down, so that states move and float32 does not blow up. */
export function smallWeights(config: ModelConfig = SMALL, seed = 1): Map<string, Weight> {
  return new Map(initialWeights(config, { seed, gain: 0.6, spread: 0.2, haltBias: 0.1 }));
}

export interface CheckpointOptions {
  readonly weights?: ReadonlyMap<string, Weight>;
  /** Texts of the files beside it, by name. */
  readonly beside?: Readonly<Record<string, string>>;
  /** A config file that is named, for which those beside are not looked at. */
  readonly named?: string;
  readonly dataSeqLen?: number;
}

export async function openSmall({ weights = smallWeights(), beside = {}, named, dataSeqLen }: CheckpointOptions = {}) {
  const chunks = encodeSafetensors(
    [...weights].map(([name, { shape, data }]) => ({
      name,
      dtype: "f32",
      shape,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    })),
  );
  const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
  const files = new Map(Object.entries(beside).map(([name, text]) => [name, new Blob([text])]));
  const config = named === undefined ? undefined : memorySource("my.yaml", new TextEncoder().encode(named));
  return openCheckpoint(memorySource("model.safetensors", bytes), blobFolder("run", files), { config, dataSeqLen });
}

/** The model that a config describes, with everything stated. */
export async function smallModel(config: ModelConfig = SMALL, seed = 1): Promise<Model> {
  const text = JSON.stringify(upstreamConfig(config));
  return openSmall({ weights: smallWeights(config, seed), beside: { "config.json": text } });
}

/** Puzzles of random tokens, each with an identifier of its own; `names` are their tasks. */
export function smallRows(names: readonly string[], { seqLen, vocabSize, puzzleIdentifiers } = SMALL): RolloutRow[] {
  return names.map((task) => {
    let state = [...task].reduce((hash, character) => Math.imul(hash, 31) + character.charCodeAt(0), 7);
    const next = (below: number): number => {
      state = Math.imul(state, 1664525) + 1013904223;
      return (state >>> 8) % below;
    };
    const inputTokens = Uint8Array.from({ length: seqLen }, () => next(vocabSize));
    const puzzle = {
      task,
      testIndex: 0,
      augmentation: "",
      puzzleIdentifier: undefined,
      inputTokens,
      targetTokens: undefined,
      targetGrid: undefined,
    };
    return { puzzle, puzzleIdentifier: next(Math.max(1, puzzleIdentifiers)), trajectory: 0 };
  });
}
