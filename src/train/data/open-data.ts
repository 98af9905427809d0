/**
 * @file What `data` of a recipe points at, or describes.
 */

import { within } from "../../errors.ts";
import { datasetFiles } from "../../formats/tasks/dataset-write.ts";
import { readJson } from "../../formats/tasks/json-file.ts";
import { produce } from "../../gym/produce.ts";
import type { Product, Production } from "../../gym/product.ts";
import type { Specification } from "../../gym/specification.ts";
import type { InputLocation } from "../../platform/input-location.ts";
import { blobFolder } from "../../platform/web/blob-folder.ts";
import { batchList } from "./batch-list.ts";
import { datasetSplit, type SamplingOptions } from "./dataset-split.ts";
import type { TrainingData } from "./training-data.ts";

/** A dataset directory's train split, or a JSON list of token batches. A file's source stays the caller's to close. */
export async function openData(location: InputLocation, options: SamplingOptions): Promise<TrainingData> {
  if (location.kind === "folder") return datasetSplit(location.folder, options);
  return batchList(await readJson(location.source), options.batchSize);
}

/** Runs a production to its end; whoever has something to say about how far it is does so. */
export type RunProduction = (production: Production) => Product | Promise<Product>;

/**
 * The train split of a data set that is made, in memory: the very bytes that `fixpoint data` would write, read in the very same way,
 * so that a training on either is the same. `name` is what a person calls it.
 */
export async function makeData(
  specification: Specification,
  name: string,
  options: SamplingOptions,
  run: RunProduction,
): Promise<TrainingData> {
  const product = await run(within(name, () => produce(specification)));
  const files = [...datasetFiles(product.dataset())].map(
    ({ path, bytes }) => [path, new Blob([bytes as Uint8Array<ArrayBuffer>])] as const,
  );
  return datasetSplit(blobFolder(name, new Map(files)), options);
}
