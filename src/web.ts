/**
 * @file The package in a browser, behind a bundler: the same names as in Node, with files dropped into the page or fetched by
 * range instead of paths.
 */

import { createEngine } from "./engine/create-web.ts";
import { rolloutOn } from "./library.ts";
import type { Model } from "./model/model.ts";
import { openCheckpoint } from "./model/open-checkpoint.ts";
import type { ByteSource } from "./platform/byte-source.ts";
import type { Folder } from "./platform/folder.ts";

export * from "./library.ts";
export { blobFolder } from "./platform/web/blob-folder.ts";
export { blobSource } from "./platform/web/blob-source.ts";
export { httpFolder } from "./platform/web/http-folder.ts";
export { openUrl } from "./platform/web/http-source.ts";
export { createEngine };

/** Rolls out one batch: one event per address, for all rows. See `RolloutEvent`. */
export const rollout = rolloutOn(createEngine);

/**
 * Opens a checkpoint (PyTorch or safetensors). `folder` is where config files are looked for, `config` one that is given.
 * The source must stay open as long as the model is used. Throws a `FixpointError` for what is wrong with any of the files.
 */
export async function openModel(
  source: ByteSource,
  options: { readonly folder?: Folder; readonly config?: ByteSource; readonly dataSeqLen?: number } = {},
): Promise<Model> {
  return openCheckpoint(source, options.folder, options);
}
