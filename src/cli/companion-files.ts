/**
 * @file The files beside a checkpoint that say what its tensors do not: its config, and which puzzle has which row of its embedding.
 * A checkpoint that is written anew takes them along, so that it means the same where it lies then.
 */

import { dirname, join } from "node:path";
import { invalid } from "../errors.ts";
import { IDENTIFIERS_FILE } from "../formats/tasks/identifiers.ts";
import { CONFIG_FILES } from "../model/open-checkpoint.ts";
import { readAll } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";
import { openFile } from "../platform/node/file-source.ts";
import { openFolder } from "../platform/node/folder.ts";

/** 1.2 million names are 40 MB. */
const LIMIT = 2 ** 28;

/** Bytes by file name. */
export type CompanionFiles = ReadonlyMap<string, Uint8Array>;

/** Those beside a checkpoint; a config that was named takes the place of its configs, under the name of its kind. */
export async function readCompanions(folder: Folder, configPath: string | undefined): Promise<CompanionFiles> {
  const files = await companionsIn(folder);
  if (configPath === undefined) return files;
  for (const name of CONFIG_FILES) files.delete(name);
  const source = await openFile(configPath);
  const name = configPath.toLowerCase().endsWith(".json") ? "config.json" : "all_config.yaml";
  return files.set(name, await readAll(source, LIMIT).finally(() => source.close()));
}

/**
 * Which of the files are yet to be written so that they lie beside `output`. Throws where another of the same name lies there, or one that
 * `checkpoint`, whose files they are, does not have: it would be taken for that of the new file too.
 */
export async function missingCompanions(
  files: CompanionFiles,
  output: string,
  checkpoint: string,
): Promise<CompanionFiles> {
  const there = await companionsIn(openFolder(dirname(output)));
  for (const [name, bytes] of there) {
    const wanted = files.get(name);
    if (wanted !== undefined && Buffer.compare(wanted, bytes) === 0) continue;
    const lies = wanted === undefined ? `lies there, and none beside ${checkpoint}` : `is not that of ${checkpoint}`;
    throw invalid("output", `${join(dirname(output), name)} ${lies}`, { expected: "a folder without one" });
  }
  return new Map([...files].filter(([name]) => !there.has(name)));
}

async function companionsIn(folder: Folder): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const name of [...CONFIG_FILES, IDENTIFIERS_FILE]) {
    const source = await folder.open(name);
    if (source !== undefined) found.set(name, await readAll(source, LIMIT).finally(() => source.close()));
  }
  return found;
}
