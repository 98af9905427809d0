/**
 * @file The directory of a training. At every moment a kill leaves it so that the training can go on: what is written last, the
 * training state, is what counts.
 */

import { join } from "node:path";
import { stringify } from "yaml";
import { invalid, usage } from "../../errors.ts";
import { parseConfig } from "../../formats/config.ts";
import { upstreamConfig } from "../../model/upstream-config.ts";
import { readAll } from "../../platform/byte-source.ts";
import { writeFileAtomic } from "../../platform/node/atomic-write.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { firstJsonDifference, type JsonObject } from "../../trace/json.ts";
import { isTemporary, runFiles } from "../../trace/node/run-files.ts";
import { encodeCheckpoint } from "../checkpoint-file.ts";
import type { TrainingPlan } from "../plan.ts";
import { decodeState, encodeState, type SavedState, type SavedWith } from "../saved-state.ts";
import { averagedWeights, type TrainingState } from "../training-state.ts";
import { type LogFile, openLog } from "./log-file.ts";

const CONFIG_FILE = "all_config.yaml";
const MODEL_FILE = "config.json";
const STATE_FILE = "resume.safetensors";
const LOG_FILE = "log.jsonl";
const CONFIG_LIMIT = 1 << 20;

/** What may differ when a training is gone on with: how far, and how often it is saved. */
const MAY_DIFFER = ["stop_after", "checkpoint_every"];

const checkpointName = (step: number, kind = ""): string => `step_${step}${kind}.safetensors`;

export interface TrainingFolder {
  /** Seconds that it has taken so far. */
  readonly elapsedSeconds: number;
  /** What it goes on with: what was saved, or what it was to begin with. */
  readonly state: TrainingState;
  /** Makes the directory, writes the configs, opens the log. Before this nothing is touched. */
  begin(): Promise<void>;
  log(line: string): Promise<void>;
  /** Writes `step_N.safetensors`, and with an average `step_N.ema.safetensors`. */
  writeCheckpoint(state: TrainingState): Promise<void>;
  /** Everything up to this state survives a kill from here on. */
  save(state: TrainingState, elapsedSeconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * A directory for a new training, or one to go on with. Throws where it exists and is not to be resumed, holds something else, or
 * a training of another recipe or on other data.
 */
export async function openTrainingFolder(
  directory: string,
  plan: TrainingPlan,
  fresh: TrainingState,
  { resume }: { readonly resume: boolean },
): Promise<TrainingFolder> {
  const path = (name: string): string => join(directory, name);
  const writeText = (name: string, text: string): Promise<void> =>
    writeFileAtomic(path(name), new TextEncoder().encode(text));
  const names = await tidied(directory, resume);
  if (names?.includes(CONFIG_FILE)) await checkSameRecipe(path(CONFIG_FILE), plan);
  else if (names !== undefined && names.length > 0) {
    throw invalid("output", `${directory} holds no ${CONFIG_FILE}`, { expected: "a training to resume" });
  }
  const saved = names?.includes(STATE_FILE) ? await readState(path(STATE_FILE), plan, fresh) : undefined;
  let opened: LogFile | undefined;
  const log = (): LogFile => {
    if (opened === undefined) throw new Error("the training has not begun");
    return opened;
  };
  return {
    elapsedSeconds: saved?.elapsedSeconds ?? 0,
    state: saved?.state ?? fresh,
    async begin() {
      await runFiles.makeFolder(directory);
      await writeText(CONFIG_FILE, stringify(plan.recipe.written));
      await writeText(MODEL_FILE, `${JSON.stringify(upstreamConfig(plan.config), null, 2)}\n`);
      opened = await openLog(path(LOG_FILE), saved?.logBytes ?? 0);
    },
    log: (line) => log().append(line),
    async writeCheckpoint(state) {
      await writeFileAtomic(path(checkpointName(state.step)), encodeCheckpoint(state.weights));
      if (state.ema.size === 0) return;
      await writeFileAtomic(path(checkpointName(state.step, ".ema")), encodeCheckpoint(averagedWeights(state)));
    },
    async save(state, elapsedSeconds) {
      const savedWith: SavedWith = { dataSha256: plan.data.sha256, elapsedSeconds, logBytes: await log().sync() };
      await writeFileAtomic(path(STATE_FILE), encodeState(state, savedWith));
    },
    close: async () => opened?.close(),
  };
}

/** The names in the directory, without what a kill left half written, which is removed; `undefined` where there is none. */
async function tidied(directory: string, resume: boolean): Promise<readonly string[] | undefined> {
  const names = await runFiles.list(directory);
  if (names === undefined) return undefined;
  if (!resume) throw invalid("output", `${directory} exists`, { expected: "a new directory, or --resume" });
  for (const name of names) if (isTemporary(name)) await runFiles.remove(join(directory, name));
  return names.filter((name) => !isTemporary(name));
}

async function checkSameRecipe(path: string, { recipe }: TrainingPlan): Promise<void> {
  const source = await openFile(path);
  const bytes = await readAll(source, CONFIG_LIMIT).finally(() => source.close());
  const asked = (values: Readonly<Record<string, unknown>>): JsonObject =>
    JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(values).filter(([key]) => !MAY_DIFFER.includes(key)))));
  const before = asked(parseConfig(new TextDecoder().decode(bytes), source.name));
  const difference = firstJsonDifference(before, asked(recipe.written));
  if (difference === undefined) return;
  const [was, is] = [difference.before, difference.after].map((value) => JSON.stringify(value) ?? "nothing");
  throw usage("resume", `${difference.path} is ${is}`, {
    expected: `${was}, as the training began`,
    where: recipe.name,
  });
}

async function readState(path: string, { data }: TrainingPlan, fresh: TrainingState): Promise<SavedState> {
  const source = await openFile(path);
  const saved = await decodeState(source, fresh).finally(() => source.close());
  if (saved.dataSha256 !== data.sha256) {
    throw usage("resume", `${data.name} has changed`, { expected: "the data with which the training began" });
  }
  return saved;
}
