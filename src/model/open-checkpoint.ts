/**
 * @file Opening a checkpoint where it lies: the tensors, and the config files beside it.
 */

import { openTensorFile } from "../formats/checkpoint.ts";
import { parseConfig } from "../formats/config.ts";
import { type ByteSource, readAll } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";
import { type Model, openModel } from "./model.ts";

export interface OpenCheckpointOptions {
  /** A config file that was named; without one, those beside the checkpoint are taken. */
  readonly config?: ByteSource | undefined;
  /** The canvas of the data, for checkpoints that do not say theirs. */
  readonly dataSeqLen?: number | undefined;
}

/** In the order of their precedence: what upstream's training writes, then the model's own arguments. */
export const CONFIG_FILES = ["all_config.yaml", "config.json"];

const CONFIG_LIMIT = 1 << 20;

/**
 * Opens the model in `source`, which must stay open as long as rows of its puzzle embedding may be asked for; `folder` is
 * where it lies. Throws a `FixpointError` for whatever is wrong with any of the files.
 */
export async function openCheckpoint(
  source: ByteSource,
  folder: Folder | undefined,
  { config, dataSeqLen }: OpenCheckpointOptions = {},
): Promise<Model> {
  const tensors = await openTensorFile(source);
  const files = config === undefined ? await configFilesBeside(folder) : [await readConfig(config)];
  return openModel(tensors, { files, dataSeqLen });
}

type ConfigFile = Awaited<ReturnType<typeof readConfig>>;

async function configFilesBeside(folder: Folder | undefined): Promise<ConfigFile[]> {
  const found: ConfigFile[] = [];
  for (const name of CONFIG_FILES) {
    const source = await folder?.open(name);
    if (source === undefined) continue;
    try {
      found.push(await readConfig(source));
    } finally {
      await source.close();
    }
  }
  return found;
}

async function readConfig(source: ByteSource) {
  const text = new TextDecoder().decode(await readAll(source, CONFIG_LIMIT));
  return { name: source.name, values: parseConfig(text, source.name) };
}
