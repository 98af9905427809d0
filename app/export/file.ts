/**
 * @file A rollout as a file: pictures as `fixpoint render` draws them, steps as `fixpoint export` writes them.
 */

import { type PictureRequest, picture } from "../../src/render/picture.ts";
import type { RolloutView } from "../../src/render/rollout-view.ts";
import { CSV_HEADER, csvOfRollout, jsonlOfRollout } from "../../src/trace/export.ts";

export const TABLE_FORMATS = ["csv", "jsonl"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export type FileRequest =
  | { readonly kind: "picture"; readonly picture: PictureRequest }
  | { readonly kind: "table"; readonly format: TableFormat };

export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  svg: "image/svg+xml",
  gif: "image/gif",
  csv: "text/csv",
  jsonl: "application/jsonl",
  json: "application/json",
};

/** The whole file, in pieces. What is pinned is in pictures only. */
export async function contentOf(
  view: RolloutView,
  request: FileRequest,
  pinned?: RolloutView,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  if (request.kind === "picture") {
    for await (const piece of picture(view, request.picture, pinned)) pieces.push(new Uint8Array(piece));
    return pieces;
  }
  const rollout = { rollout: view.record, steps: view.steps };
  const lines = request.format === "csv" ? [CSV_HEADER, ...csvOfRollout(rollout)] : [...jsonlOfRollout(rollout)];
  return [new TextEncoder().encode(lines.join(""))];
}

export const formatOf = (request: FileRequest): string =>
  request.kind === "picture" ? request.picture.format : request.format;

/** `kicked-3-5.2.3.png`: run, rollout, address, all in characters that every file system takes. */
export function fileName({ run, record }: RolloutView, request: FileRequest): string {
  const at = request.kind === "picture" ? request.picture.at : undefined;
  const name = [run, record.rollout, at].filter((part) => part !== undefined).join("-");
  return `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")}.${formatOf(request)}`;
}
