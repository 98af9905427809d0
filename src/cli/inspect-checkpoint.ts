/**
 * @file A checkpoint in words.
 */

import { upstreamConfig } from "../model/upstream-config.ts";
import type { InspectOptions } from "./inspect.ts";
import { openCheckpointPath } from "./model-input.ts";
import { say } from "./output.ts";
import { formatTable } from "./table.ts";

export async function inspectCheckpoint(path: string, { json, config }: InspectOptions): Promise<void> {
  const { model, close } = await openCheckpointPath(path, config, undefined);
  await close();
  const parameters = [...model.weights.values()].reduce((total, { data }) => total + data.length, 0);
  const resolved = upstreamConfig(model.config);
  if (json) {
    const tensors = [...model.weights].map(([name, { shape }]) => ({ name, shape }));
    say(
      JSON.stringify(
        { file: model.file, sha256: model.sha256, parameters, config: resolved, tensors, notes: model.notes },
        null,
        2,
      ),
    );
    return;
  }
  const { architecture, puzzleIdentifiers, puzzleEmbNdim } = model.config;
  say(`${model.file}: ${architecture}, ${parameters.toLocaleString("en")} parameters`);
  if (puzzleIdentifiers > 0)
    say(`puzzle embedding: ${puzzleIdentifiers.toLocaleString("en")} rows of ${puzzleEmbNdim}`);
  say(`sha256: ${model.sha256}`);
  say("");
  say(formatTable(Object.entries(resolved).map(([key, value]) => [key, String(value)])));
}
