/**
 * @file What `trace` is given, opened: the checkpoint as a model, the tasks, and which puzzle has which row of the embedding.
 */

import { invalid } from "../errors.ts";
import { parseIdentifiers, readIdentifiers } from "../formats/tasks/identifiers.ts";
import { readTaskSet } from "../formats/tasks/read-task-set.ts";
import type { TaskSet } from "../formats/tasks/task-set.ts";
import type { Model } from "../model/model.ts";
import { openCheckpoint } from "../model/open-checkpoint.ts";
import { type ByteSource, readAll } from "../platform/byte-source.ts";
import type { InputLocation } from "../platform/input-location.ts";
import { openFile } from "../platform/node/file-source.ts";
import { openLocation } from "../platform/node/location.ts";
import {
  BLANK_IDENTIFIER,
  type Identifiers,
  knownIdentifiers,
  namedIdentifiers,
  ownIdentifiers,
  sameIdentifier,
} from "../rollout/identifiers.ts";
import { note } from "./output.ts";

/** 1.2 million names, as ARC-AGI-2's file has, are 40 MB. */
const IDENTIFIERS_LIMIT = 1 << 28;

export interface OpenedCheckpoint {
  readonly model: Model;
  readonly location: InputLocation & { readonly kind: "file" };
  close(): Promise<void>;
}

/** Opens a checkpoint and says on stderr which defaults were taken. */
export async function openCheckpointPath(
  path: string,
  configPath: string | undefined,
  dataSeqLen: number | undefined,
): Promise<OpenedCheckpoint> {
  const location = await openLocation(path);
  if (location.kind === "folder") throw invalid("checkpoint", `${path} is a directory`, { expected: "a file" });
  let config: ByteSource | undefined;
  try {
    config = configPath === undefined ? undefined : await openFile(configPath);
    const model = await openCheckpoint(location.source, location.folder, { config, dataSeqLen });
    for (const text of model.notes) note(`note: ${text}`);
    return { model, location, close: () => location.source.close() };
  } catch (error) {
    await location.source.close();
    throw error;
  } finally {
    await config?.close();
  }
}

export async function readTasksPath(path: string, limit: number): Promise<TaskSet> {
  const location = await openLocation(path);
  try {
    return await readTaskSet(location, { maxPuzzles: limit });
  } finally {
    if (location.kind === "file") await location.source.close();
  }
}

export interface IdentifierOptions {
  readonly identifiers?: string;
  readonly puzzleIdentifier?: number;
}

/**
 * In this order: what was named on the command line, `identifiers.json` beside the checkpoint or the tasks, what the data
 * say, the blank puzzle. The last with a warning: a TRM answers nothing sensible for a puzzle it never learned.
 */
export async function chooseIdentifiers(
  { identifiers, puzzleIdentifier }: IdentifierOptions,
  checkpoint: OpenedCheckpoint,
  set: TaskSet,
): Promise<Identifiers> {
  if (puzzleIdentifier !== undefined) return sameIdentifier(puzzleIdentifier);
  if (identifiers !== undefined) {
    const source = await openFile(identifiers);
    try {
      return namedIdentifiers(parseIdentifiers(await readAll(source, IDENTIFIERS_LIMIT), source.name), source.name);
    } finally {
      await source.close();
    }
  }
  const known = knownIdentifiers(set, await readIdentifiers(checkpoint.location.folder));
  if (known !== undefined) return known;
  if (checkpoint.model.config.puzzleIdentifiers > 1) {
    note(
      `warning: no identifiers.json beside the checkpoint or the tasks: taking the blank puzzle id ${BLANK_IDENTIFIER}, for which ` +
        "the model learned no puzzle (--identifiers FILE or --puzzle-identifier N name another)",
    );
  }
  return ownIdentifiers();
}
