/**
 * @file A checkpoint as a file of another format, with its config beside it.
 */

import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { usage } from "../errors.ts";
import { openTensorFile } from "../formats/checkpoint.ts";
import type { FloatDtype } from "../formats/narrow.ts";
import { streamPytorch } from "../formats/pytorch-write.ts";
import { streamSafetensors } from "../formats/safetensors-write.ts";
import type { TensorToStream } from "../formats/tensor-to-stream.ts";
import { convertedTensors } from "../model/convert.ts";
import { type CompanionFiles, missingCompanions, readCompanions } from "./companion-files.ts";
import { undoneOnInterrupt } from "./interrupt.ts";
import { openCheckpointPath } from "./model-input.ts";
import { count, say } from "./output.ts";
import { checkNewFile } from "./output-path.ts";
import { writeNewFileChecked } from "./write-result.ts";

export const CHECKPOINT_FORMATS = ["safetensors", "pt"] as const;
export type CheckpointFormat = (typeof CHECKPOINT_FORMATS)[number];

export interface CheckpointExportOptions {
  readonly output?: string;
  readonly dtype?: FloatDtype;
  readonly config?: string;
}

export async function exportCheckpoint(
  path: string,
  format: CheckpointFormat,
  { output, dtype, config }: CheckpointExportOptions,
): Promise<void> {
  if (output === undefined) throw usage("output", "stdout", { expected: "-o FILE, to write a checkpoint to" });
  await checkNewFile(output);
  // Opened as a model too, so that what is written is known to be one, with the config that goes with it.
  const { location, model, close } = await openCheckpointPath(path, config, undefined);
  try {
    const tensors = convertedTensors(await openTensorFile(location.source), dtype);
    const files = await readCompanions(location.folder, config);
    const missing = await missingCompanions(files, output, model.file);
    await writeBeside(output, missing, encoded(tensors, format));
    const beside = missing.size === 0 ? "" : `, and beside it ${[...missing.keys()].join(", ")}`;
    say(`${output}: ${count(tensors.length, "tensor")} as ${dtypesOf(tensors)}${beside}`);
  } finally {
    await close();
  }
}

function encoded(tensors: readonly TensorToStream[], format: CheckpointFormat): AsyncIterable<Uint8Array> {
  // `format: pt` is what PyTorch's own reader of safetensors asks for.
  return format === "pt" ? streamPytorch(tensors) : streamSafetensors(tensors, { format: "pt" });
}

const dtypesOf = (tensors: readonly TensorToStream[]): string =>
  [...new Set(tensors.map(({ dtype }) => dtype))].join(", ");

/** The small files first: a kill leaves a checkpoint with its config, or none. A failure or an interrupt leaves nothing. */
async function writeBeside(output: string, files: CompanionFiles, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await undoneOnInterrupt(async (check) => {
    const written: string[] = [];
    try {
      for (const [name, bytes] of files) {
        const path = join(dirname(output), name);
        await writeNewFileChecked(path, [bytes], check);
        written.push(path);
      }
      await writeNewFileChecked(output, chunks, check);
    } catch (error) {
      for (const path of written) await rm(path, { force: true });
      throw error;
    }
  });
}
