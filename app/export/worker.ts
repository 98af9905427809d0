/**
 * @file The worker that draws a file: one question, one answer.
 */

import { FixpointError } from "../../src/errors.ts";
import type { RolloutView } from "../../src/render/rollout-view.ts";
import { contentOf, type FileRequest } from "./file.ts";

export type Drawn =
  | { readonly pieces: Uint8Array<ArrayBuffer>[] }
  | { readonly error: string; readonly isFault: boolean };

self.onmessage = async ({ data }: MessageEvent<{ readonly view: RolloutView; readonly request: FileRequest }>) => {
  let answer: Drawn;
  try {
    answer = { pieces: await contentOf(data.view, data.request) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    answer = { error: message, isFault: error instanceof FixpointError };
  }
  self.postMessage(answer);
};
