/**
 * @file `arch` of a recipe: upstream's keys (`config/arch/{trm,trm_singlez,hrm}.yaml`), and those that upstream takes from the data
 * set, which may be stated and then must be right.
 */

import { quote } from "../../formats/quote.ts";
import { architectureOf } from "../../model/config-values.ts";
import { ABOVE_ZERO, COUNT, COUNT_OR_NONE, type Fields, SHARE } from "./fields.ts";
import type { ArchitectureConfig, Recipe } from "./recipe.ts";

export const ARCH_KEYS = [
  "name",
  "loss",
  "hidden_size",
  "num_heads",
  "expansion",
  "H_cycles",
  "L_cycles",
  "H_layers",
  "L_layers",
  "mlp_t",
  "pos_encodings",
  "puzzle_emb_ndim",
  "puzzle_emb_len",
  "halt_max_steps",
  "halt_exploration_prob",
  "no_ACT_continue",
  "rms_norm_eps",
  "rope_theta",
  "forward_dtype",
  "batch_size",
  "seq_len",
  "vocab_size",
  "num_puzzle_identifiers",
  "causal",
];

/** What a config file that came out of upstream's hydra still holds where the value was to be that of another key. */
const SAME_AS_HIDDEN_SIZE = "$" + "{.hidden_size}";

export interface Arch
  extends Pick<
    Recipe,
    "architecture" | "stated" | "expansion" | "loss" | "haltExplorationProb" | "continueTarget" | "notes"
  > {
  readonly batchSize: number | undefined;
}

export function parseArch(arch: Fields): Arch {
  const notes: string[] = [];
  const dtype = arch.word("forward_dtype", ["float32", "bfloat16", "float16"], "float32");
  if (dtype !== "float32") notes.push(`forward_dtype is ${dtype}: training in float32 all the same`);
  if (arch.flag("causal", false)) throw arch.wrong("causal", "true", "false: nothing here is autoregressive");

  const architecture = parseArchitecture(arch);
  const noContinue = arch.flag("no_ACT_continue", architecture.architecture !== "hrm");
  if (!noContinue && architecture.architecture !== "hrm") {
    throw arch.wrong("no_ACT_continue", "false", "true: upstream's TRM has no target for q_continue");
  }
  const loss = arch.mapping("loss", ["name", "loss_type"]);
  loss.optionalText("name");
  return {
    architecture,
    expansion: arch.number("expansion", ABOVE_ZERO, 4),
    loss: loss.word("loss_type", ["stablemax_cross_entropy", "softmax_cross_entropy"]),
    haltExplorationProb: arch.number("halt_exploration_prob", SHARE, 0.1),
    continueTarget: !noContinue,
    stated: {
      seqLen: arch.optionalNumber("seq_len", COUNT),
      vocabSize: arch.optionalNumber("vocab_size", COUNT),
      puzzleIdentifiers: arch.optionalNumber("num_puzzle_identifiers", COUNT_OR_NONE),
    },
    batchSize: arch.optionalNumber("batch_size", COUNT),
    notes,
  };
}

function parseArchitecture(arch: Fields): ArchitectureConfig {
  const name = arch.optionalText("name");
  const architecture = architectureOf(name ?? "");
  if (architecture === undefined) {
    throw arch.wrong("name", name === undefined ? "nothing" : quote(name), "a name of trm, trm_singlez or hrm");
  }
  const hiddenSize = arch.number("hidden_size", COUNT);
  const mixer = arch.flag("mlp_t", false) ? "mlp_t" : "attention";
  const heads = mixer === "mlp_t" ? 1 : arch.number("num_heads", COUNT);
  if (hiddenSize % (2 * heads) !== 0) {
    const most = `a divisor of hidden_size / 2 = ${hiddenSize / 2}`;
    throw hiddenSize % 2 === 0
      ? arch.wrong("num_heads", String(heads), most)
      : arch.wrong("hidden_size", String(hiddenSize), "an even number");
  }
  const positions = arch.word("pos_encodings", ["rope", "learned", "none"], "rope");
  return {
    architecture,
    mixer,
    mixerNormAxis: "token",
    // A token-mixing MLP knows its positions; upstream builds rotary tables for it and never uses them.
    positions: mixer === "mlp_t" && positions === "rope" ? "none" : positions,
    hCycles: arch.number("H_cycles", COUNT),
    lCycles: arch.number("L_cycles", COUNT),
    lLayers: arch.number("L_layers", COUNT),
    // TRM's config names H layers too, and ignores them.
    hLayers: architecture === "hrm" ? arch.number("H_layers", COUNT) : 0,
    hiddenSize,
    heads,
    ...parsePuzzleBlock(arch, architecture, hiddenSize),
    rmsNormEps: arch.number("rms_norm_eps", ABOVE_ZERO, 1e-5),
    ropeTheta: arch.number("rope_theta", ABOVE_ZERO, 10000),
    haltMaxSteps: arch.number("halt_max_steps", COUNT),
    hasContinue: true,
  };
}

/** The positions of the puzzle embedding: HRM's follow from its width, TRM's are stated, 16 as published, 0 for as many as needed. */
function parsePuzzleBlock(
  arch: Fields,
  architecture: ArchitectureConfig["architecture"],
  hiddenSize: number,
): Pick<ArchitectureConfig, "puzzlePositions" | "puzzleEmbNdim"> {
  const puzzleEmbNdim = arch.is("puzzle_emb_ndim", SAME_AS_HIDDEN_SIZE)
    ? hiddenSize
    : arch.number("puzzle_emb_ndim", COUNT_OR_NONE, 0);
  const needed = Math.ceil(puzzleEmbNdim / hiddenSize);
  const stated = arch.number("puzzle_emb_len", COUNT_OR_NONE, 16);
  if (needed === 0) return { puzzlePositions: 0, puzzleEmbNdim };
  const puzzlePositions = architecture === "hrm" || stated === 0 ? needed : stated;
  if (puzzlePositions < needed) throw arch.wrong("puzzle_emb_len", String(stated), `at least ${needed}`);
  return { puzzlePositions, puzzleEmbNdim };
}
