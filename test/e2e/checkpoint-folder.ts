/**
 * @file Small untrained checkpoints, made by the tests themselves: they need no reference data.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelConfig } from "../../src/model/config.ts";
import { ARC_CANVAS, untrainedCheckpoint } from "../../src/model/demo-model.ts";

/** On a 5×5 canvas: a supervision step takes a millisecond or two. */
export const TINY: ModelConfig = {
  ...ARC_CANVAS,
  hCycles: 2,
  lCycles: 2,
  seqLen: 25,
  puzzlePositions: 2,
  puzzleIdentifiers: 10,
  haltMaxSteps: 8,
};

/** On ARC's full canvas. */
export const ARC: ModelConfig = { ...ARC_CANVAS, hCycles: 2, lCycles: 2, puzzleIdentifiers: 40, haltMaxSteps: 2 };

/** Writes `model.safetensors` and `config.json` into a new directory; returns the path of the first. */
export async function writeCheckpoint(directory: string, config: ModelConfig, seed = 1): Promise<string> {
  const files = untrainedCheckpoint(config, seed);
  await mkdir(directory, { recursive: true });
  const path = join(directory, "model.safetensors");
  await writeFile(path, Buffer.concat(files.tensors));
  await writeFile(join(directory, "config.json"), files.config);
  return path;
}
