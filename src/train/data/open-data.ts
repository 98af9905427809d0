/**
 * @file What `data` of a recipe points at.
 */

import { readJson } from "../../formats/tasks/json-file.ts";
import type { InputLocation } from "../../platform/input-location.ts";
import { batchList } from "./batch-list.ts";
import { datasetSplit, type SamplingOptions } from "./dataset-split.ts";
import type { TrainingData } from "./training-data.ts";

/** A dataset directory's train split, or a JSON list of token batches. A file's source stays the caller's to close. */
export async function openData(location: InputLocation, options: SamplingOptions): Promise<TrainingData> {
  if (location.kind === "folder") return datasetSplit(location.folder, options);
  return batchList(await readJson(location.source), options.batchSize);
}
