/**
 * @file A recipe: upstream's keys verbatim (`config/cfg_pretrain.yaml`, `pretrain.py`, at commit e7b6871), and a few of ours. Of
 * ours are `data`, `total_steps`, `stop_after`, `checkpoint_every`, `optimizer` and `ema_warmup`.
 */

import { isObject } from "../../arc/describe.ts";
import { FixpointError, within } from "../../errors.ts";
import { parseConfig } from "../../formats/config.ts";
import { parseSpecification } from "../../gym/specification.ts";
import { ABOVE_ZERO, BELOW_ONE, COUNT, COUNT_OR_NONE, type Fields, FROM_ZERO, fieldsOf, SHARE } from "./fields.ts";
import { ARCH_KEYS, parseArch } from "./parse-arch.ts";
import type { ArchitectureConfig, Recipe } from "./recipe.ts";

const KEYS = [
  "arch",
  "data",
  "load_checkpoint",
  "seed",
  "global_batch_size",
  "total_steps",
  "epochs",
  "stop_after",
  "checkpoint_every",
  "optimizer",
  "lr",
  "lr_min_ratio",
  "lr_warmup_steps",
  "beta1",
  "beta2",
  "weight_decay",
  "puzzle_emb_lr",
  "puzzle_emb_weight_decay",
  "ema",
  "ema_rate",
  "ema_warmup",
];

/** Reads the text of a recipe. Throws a `FixpointError` for what is wrong with it, the first thing only. */
export function parseRecipe(text: string, name: string): Recipe {
  const written = parseConfig(text, name);
  const fields = fieldsOf(written, KEYS, name);
  const { batchSize, ...arch } = parseArch(fields.mapping("arch", ARCH_KEYS));
  const data = isObject(written["data"])
    ? within(dataOf(name), () => parseSpecification(written["data"], dataOf(name)))
    : fields.optionalText("data");
  if (data === undefined) {
    throw fields.wrong("data", "nothing", "a dataset directory, a JSON list of token batches, or what is to be made");
  }
  const globalBatchSize = fields.number("global_batch_size", COUNT);
  if (batchSize !== undefined && batchSize !== globalBatchSize) {
    throw fields.wrong("arch.batch_size", String(batchSize), `global_batch_size, ${globalBatchSize}`);
  }
  return {
    name,
    ...arch,
    data,
    loadCheckpoint: fields.optionalText("load_checkpoint"),
    seed: fields.number("seed", COUNT_OR_NONE, 0),
    globalBatchSize,
    length: parseLength(fields, name),
    stopAfter: fields.optionalNumber("stop_after", COUNT),
    checkpointEvery: fields.optionalNumber("checkpoint_every", COUNT),
    optimizer: fields.word("optimizer", ["adam_atan2", "adamw"], "adam_atan2"),
    lr: fields.number("lr", ABOVE_ZERO),
    lrMinRatio: fields.number("lr_min_ratio", SHARE, 1),
    lrWarmupSteps: fields.number("lr_warmup_steps", COUNT_OR_NONE, 0),
    beta1: fields.number("beta1", BELOW_ONE, 0.9),
    beta2: fields.number("beta2", BELOW_ONE, 0.95),
    weightDecay: fields.number("weight_decay", FROM_ZERO, 0.1),
    puzzleEmbLr: fields.number("puzzle_emb_lr", FROM_ZERO, 0.01),
    puzzleEmbWeightDecay: fields.number("puzzle_emb_weight_decay", FROM_ZERO, 0.1),
    ema: parseEma(fields),
    written: withoutReferences(written, arch.architecture),
  };
}

/** What a person calls the data that the recipe `name` describes itself. */
export const dataOf = (name: string): string => `${name}, data`;

/** Readers of `all_config.yaml` know no hydra: what a reference stood for is written out. */
function withoutReferences(
  written: Readonly<Record<string, unknown>>,
  { puzzleEmbNdim }: ArchitectureConfig,
): Recipe["written"] {
  const { arch } = written;
  if (!isObject(arch) || typeof arch["puzzle_emb_ndim"] !== "string") return written;
  return { ...written, arch: { ...arch, puzzle_emb_ndim: puzzleEmbNdim } };
}

function parseLength(fields: Fields, where: string): Recipe["length"] {
  const totalSteps = fields.optionalNumber("total_steps", COUNT);
  const epochs = fields.optionalNumber("epochs", ABOVE_ZERO);
  if (totalSteps !== undefined && epochs !== undefined) {
    throw new FixpointError(`invalid recipe: total_steps and epochs (expected one of the two, in ${where})`);
  }
  if (totalSteps !== undefined) return { totalSteps };
  if (epochs !== undefined) return { epochs };
  throw fields.wrong("total_steps", "nothing", "a whole number from 1, or epochs");
}

function parseEma(fields: Fields): Recipe["ema"] {
  const rate = fields.number("ema_rate", BELOW_ONE, 0.999);
  const warmup = fields.flag("ema_warmup", false);
  return fields.flag("ema", false) ? { rate, warmup } : undefined;
}
