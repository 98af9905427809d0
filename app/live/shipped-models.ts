/**
 * @file The models that the page's host gives it: `models.json` beside the page, which the build makes from the folders of `models/`.
 */

import { isObject } from "../../src/arc/describe.ts";
import { FixpointError } from "../../src/errors.ts";
import type { DroppedFile } from "../sources/source.ts";

export const MODEL_LIST = "models.json";

export interface ShippedModel {
  readonly name: string;
  /** Names of the files, all in `models/NAME/`. */
  readonly files: readonly string[];
}

/** What is no model in a parsed list is passed over. */
export function modelsOfList(value: unknown): readonly ShippedModel[] {
  const models = isObject(value) ? value["models"] : undefined;
  if (!Array.isArray(models)) return [];
  return models.filter(
    (entry): entry is ShippedModel =>
      isObject(entry) &&
      typeof entry["name"] === "string" &&
      Array.isArray(entry["files"]) &&
      entry["files"].every((file) => typeof file === "string"),
  );
}

/** None where the host has no list. */
export async function fetchModelList(base: string): Promise<readonly ShippedModel[]> {
  const response = await fetch(new URL(MODEL_LIST, base)).catch(() => undefined);
  if (!response?.ok) return [];
  return modelsOfList(await response.json().catch(() => undefined));
}

/** The files of a shipped model. Throws a `FixpointError` where one does not come. */
export async function fetchModel({ name, files }: ShippedModel, base: string): Promise<readonly DroppedFile[]> {
  const folder = `models/${encodeURIComponent(name)}/`;
  return Promise.all(
    files.map(async (file) => {
      const response = await fetch(new URL(folder + encodeURIComponent(file), base)).catch(() => undefined);
      if (!response?.ok)
        throw new FixpointError(`unreachable model: ${name}/${file} (${response?.status ?? "no answer"})`);
      return { path: file, blob: await response.blob() };
    }),
  );
}
