/**
 * @file The resolved config under upstream's keys, for files that others read.
 */

import type { ModelConfig } from "./config.ts";

/** What `arch:` of an `all_config.yaml` would hold, with what upstream takes from the data set added. */
export function upstreamConfig(config: ModelConfig): Record<string, string | number | boolean> {
  return {
    architecture: config.architecture,
    H_cycles: config.hCycles,
    L_cycles: config.lCycles,
    H_layers: config.hLayers,
    L_layers: config.lLayers,
    hidden_size: config.hiddenSize,
    num_heads: config.heads,
    vocab_size: config.vocabSize,
    seq_len: config.seqLen,
    puzzle_emb_len: config.puzzlePositions,
    puzzle_emb_ndim: config.puzzleEmbNdim,
    num_puzzle_identifiers: config.puzzleIdentifiers,
    pos_encodings: config.positions,
    mlp_t: config.mixer === "mlp_t",
    rms_norm_eps: config.rmsNormEps,
    rope_theta: config.ropeTheta,
    halt_max_steps: config.haltMaxSteps,
  };
}
