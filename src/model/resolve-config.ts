/**
 * @file From what lies around a checkpoint (its tensors, its config files, the data) to one `ModelConfig`. The tensors have
 * the last word: a config that disagrees with them is an error. What nothing says takes the published default, and a note.
 */

import { invalid, unsupported } from "../errors.ts";
import type { Shape } from "../graph/types.ts";
import type { Architecture, Mixer, ModelConfig, Positions } from "./config.ts";
import { type ConfigValues, configValues } from "./config-values.ts";
import type { NamedTensors } from "./layout.ts";
import { checkWeightShapes } from "./weight-shapes.ts";
import { PUZZLE_EMBEDDING } from "./weights.ts";

export interface ConfigSources {
  readonly named: NamedTensors;
  /** The checkpoint's file name. */
  readonly checkpoint: string;
  /** Parsed config files, the most specific first, with their names. */
  readonly files: readonly { readonly name: string; readonly values: Readonly<Record<string, unknown>> }[];
  /** The canvas of the data, where the data have one. */
  readonly dataSeqLen?: number | undefined;
}

export interface ResolvedConfig {
  readonly config: ModelConfig;
  /** Defaults that were taken, a sentence each. */
  readonly notes: readonly string[];
}

const ARC_SEQ_LEN = 900;

export function resolveConfig(sources: ConfigSources): ResolvedConfig {
  const { named, checkpoint } = sources;
  const shapeOf = (name: string): Shape | undefined => named.tensors.get(name)?.shape;
  const shape = (name: string): Shape => {
    const found = shapeOf(name);
    if (found === undefined) {
      throw unsupported("checkpoint", `it has no ${name}`, { expected: "a TRM or HRM state dict", where: checkpoint });
    }
    return found;
  };
  const values = configValues(sources);
  const embedding = shape("embed_tokens.embedding_weight");
  const [vocabSize = 0, hiddenSize = 0] = embedding;
  if (embedding.length !== 2 || vocabSize === 0 || hiddenSize === 0) {
    throw invalid("tensor", `embed_tokens.embedding_weight [${embedding.join(", ")}]`, {
      expected: "[vocabulary, width]",
      where: checkpoint,
    });
  }
  const architecture = detectArchitecture(named, values);
  const mixerShape = shapeOf("L_level.layers.0.mlp_t.gate_up_proj.weight");
  const mixer: Mixer = mixerShape === undefined ? "attention" : "mlp_t";
  values.agree("mlp_t", mixer === "mlp_t");
  values.agree("hidden_size", hiddenSize);
  values.agree("vocab_size", vocabSize);

  const [puzzleIdentifiers = 0, puzzleEmbNdim = 0] = shapeOf(PUZZLE_EMBEDDING) ?? [];
  values.agree("puzzle_emb_ndim", puzzleEmbNdim);
  if (puzzleIdentifiers > 0) values.agree("num_puzzle_identifiers", puzzleIdentifiers);

  const lLayers = countLayers(named, "L", checkpoint);
  const hLayers = architecture === "hrm" ? countLayers(named, "H", checkpoint) : 0;
  values.agree("L_layers", lLayers);
  // TRM's config names H layers too, and ignores them.
  if (architecture === "hrm") values.agree("H_layers", hLayers);

  const heads = mixer === "mlp_t" ? 1 : values.count("num_heads", 8);
  if (hiddenSize % (2 * heads) !== 0) {
    throw invalid("num_heads", heads, {
      expected: `a divisor of hidden_size / 2 = ${hiddenSize / 2}`,
      where: values.whereIs("num_heads"),
    });
  }
  const learnedPositions = shapeOf("embed_pos.embedding_weight");
  const { seqLen, puzzlePositions } = resolvePositions({
    values,
    architecture,
    hiddenSize,
    puzzleEmbNdim,
    positionsShown: mixerShape?.[1] ?? learnedPositions?.[0],
    dataSeqLen: sources.dataSeqLen,
  });

  const config: ModelConfig = {
    architecture,
    mixer,
    mixerNormAxis: named.layout === "nano-trm" ? "hidden" : "token",
    positions: resolvePositionEncoding(values, mixer, learnedPositions !== undefined),
    hCycles: values.count("H_cycles", architecture === "hrm" ? 2 : 3),
    lCycles: values.count("L_cycles", architecture === "hrm" ? 2 : seqLen === ARC_SEQ_LEN ? 4 : 6),
    lLayers,
    hLayers,
    hiddenSize,
    heads,
    vocabSize,
    seqLen,
    puzzlePositions,
    puzzleEmbNdim,
    puzzleIdentifiers,
    rmsNormEps: values.quiet("rms_norm_eps", 1e-5),
    ropeTheta: values.quiet("rope_theta", 10000),
    haltMaxSteps: values.count("halt_max_steps", 16),
    hasContinue: shape("q_head.weight")[0] !== 1,
  };
  checkWeightShapes(config, named, values.expansion(), checkpoint);
  return { config, notes: values.notes };
}

function detectArchitecture(named: NamedTensors, values: ConfigValues): Architecture {
  const has = (prefix: string): boolean => [...named.tensors.keys()].some((name) => name.startsWith(prefix));
  if (!has("L_level.")) {
    throw unsupported("checkpoint", "it has no L_level network", {
      expected: "a TRM or HRM state dict",
      where: values.checkpoint,
    });
  }
  const found = has("H_level.") ? "hrm" : has("H_init") ? "trm" : "trm-singlez";
  values.agreeArchitecture(found);
  return found;
}

function countLayers(named: NamedTensors, network: "L" | "H", where: string): number {
  const pattern = new RegExp(`^${network}_level\\.layers\\.(\\d+)\\.`);
  const numbers = new Set<number>();
  for (const name of named.tensors.keys()) {
    const layer = pattern.exec(name)?.[1];
    if (layer !== undefined) numbers.add(Number(layer));
  }
  if (numbers.size === 0) throw invalid("checkpoint", `no layers in ${network}_level`, { where });
  return numbers.size;
}

interface PositionSources {
  readonly values: ConfigValues;
  readonly architecture: Architecture;
  readonly hiddenSize: number;
  readonly puzzleEmbNdim: number;
  /** P + S, where a token-mixing MLP or learned positions show it. */
  readonly positionsShown: number | undefined;
  readonly dataSeqLen: number | undefined;
}

/** P and S. HRM's P follows from the width of the embedding; TRM's is in its config, 16 as published. */
function resolvePositions(sources: PositionSources): { seqLen: number; puzzlePositions: number } {
  const { values, puzzleEmbNdim, hiddenSize, positionsShown } = sources;
  const needed = Math.ceil(puzzleEmbNdim / hiddenSize);
  const given = values.optional("puzzle_emb_len");
  const knownSeqLen = values.optional("seq_len") ?? sources.dataSeqLen;
  let puzzlePositions: number;
  if (needed === 0) puzzlePositions = 0;
  else if (sources.architecture === "hrm") puzzlePositions = needed;
  else if (given !== undefined) puzzlePositions = given === 0 ? needed : given;
  else if (positionsShown !== undefined && knownSeqLen !== undefined) puzzlePositions = positionsShown - knownSeqLen;
  else puzzlePositions = values.count("puzzle_emb_len", 16);
  if (puzzlePositions < needed) {
    throw invalid("puzzle_emb_len", puzzlePositions, {
      expected: `at least ${needed}`,
      where: values.whereIs("puzzle_emb_len"),
    });
  }
  const seqLen =
    positionsShown === undefined
      ? values.count("seq_len", sources.dataSeqLen ?? ARC_SEQ_LEN, sources.dataSeqLen !== undefined)
      : positionsShown - puzzlePositions;
  values.agree("seq_len", seqLen);
  if (!Number.isInteger(Math.sqrt(seqLen)) || seqLen < 1) {
    throw invalid("seq_len", seqLen, { expected: "a square number of cells", where: values.whereIs("seq_len") });
  }
  return { seqLen, puzzlePositions };
}

function resolvePositionEncoding(values: ConfigValues, mixer: Mixer, hasLearned: boolean): Positions {
  const given = values.text("pos_encodings");
  // The tensors have the last word.
  if (given === undefined && hasLearned) return "learned";
  if (given === "rope" || given === "none" || given === undefined) {
    if (hasLearned) throw values.disagreement("pos_encodings", String(given), "learned");
    // A token-mixing MLP knows its positions; upstream builds rotary tables for it and never uses them.
    return mixer === "mlp_t" || given === "none" ? "none" : "rope";
  }
  if (given === "learned") {
    if (!hasLearned) throw values.disagreement("pos_encodings", given, "rope or none");
    return "learned";
  }
  throw unsupported("config", `pos_encodings ${given}`, {
    expected: "rope, learned or none",
    where: values.whereIs("pos_encodings"),
  });
}
