/**
 * @file Which of the files that were dropped into the page make up a model, and which are tasks for it.
 */

import { invalid } from "../../src/errors.ts";
import { ROLLOUTS_FILE, RUN_FILE, STEPS_FILE } from "../../src/trace/run-layout.ts";
import { type DroppedFile, isRolloutsFile } from "../sources/source.ts";

const CHECKPOINT = /(\.safetensors|\.pth?|\.ckpt|(^|\/)step_\d+)$/i;
/** Beside a checkpoint: its config, and whose rows its puzzle embedding has. */
const BESIDE = /(^|\/)(all_config\.yaml|config\.json|identifiers\.json)$/;

/** Any of them says that it is a run, or what is left of one. */
const RUN_FILES: readonly string[] = [RUN_FILE, ROLLOUTS_FILE, STEPS_FILE];

export interface LiveFiles {
  /** The checkpoint, and what lies beside it; empty for none. */
  readonly model: readonly DroppedFile[];
  readonly tasks: readonly DroppedFile[];
  /** Or rollouts: nothing of it is for a model. */
  readonly isRun: boolean;
}

export function liveFilesOf(files: readonly DroppedFile[]): LiveFiles {
  const isRun = files.some(({ path }) => RUN_FILES.includes(lastPart(path)) || isRolloutsFile(path));
  if (isRun) return { model: [], tasks: [], isRun };
  // A config alone is a model's too, which lacks the rest; beside tasks it is anything.
  const isModel = files.some(({ path }) => CHECKPOINT.test(path)) || files.every(({ path }) => BESIDE.test(path));
  const belongs = ({ path }: DroppedFile): boolean => isModel && (CHECKPOINT.test(path) || BESIDE.test(path));
  return {
    model: files.filter(belongs),
    tasks: files.filter((file) => !belongs(file) && /\.json(\.gz)?$/i.test(file.path)),
    isRun,
  };
}

/** The checkpoint among the files of a model. Throws a `FixpointError` where there is not exactly one. */
export function checkpointOf(files: readonly DroppedFile[]): DroppedFile {
  const found = files.filter(({ path }) => CHECKPOINT.test(path));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw invalid("model", found.length === 0 ? "no checkpoint" : `${found.length} checkpoints`, {
    expected: "one .safetensors, .pt, .pth, .ckpt or step_N, with its config and identifiers.json beside it",
  });
}

export const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
