/**
 * @file The input embedding: the puzzle block, then the tokens, everything scaled by √D. Source: upstream `trm.py`,
 * `_input_embeddings`, at commit e7b6871.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { add, concat, gather, mul, reshape } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
import { type NetworkDescription, parameter } from "./parameters.ts";

/**
 * `tokens` i32 [B, S] and `puzzleRows` f32 [B, ndim] (rows of the puzzle embedding) → f32 [B, P+S, D].
 * Without a puzzle embedding `puzzleRows` is left out.
 */
export function embedInput(
  graph: GraphBuilder,
  description: NetworkDescription,
  tokens: Value,
  puzzleRows: Value | undefined,
): Value {
  const [batch = 1] = tokens.shape;
  const { config } = description;
  const { hiddenSize, puzzlePositions, positions } = config;
  let embedded = gather(parameter(graph, description, "embed_tokens.embedding_weight"), tokens);
  if (puzzleRows !== undefined) {
    const padding = puzzlePositions * hiddenSize - config.puzzleEmbNdim;
    const zeros = (): Value => graph.constant([batch, padding], new Float32Array(batch * padding));
    const block = padding > 0 ? concat(1, puzzleRows, zeros()) : puzzleRows;
    embedded = concat(1, reshape(block, [batch, puzzlePositions, hiddenSize]), embedded);
  }
  if (positions === "learned") {
    embedded = mul(add(embedded, parameter(graph, description, "embed_pos.embedding_weight")), Math.SQRT1_2);
  }
  return mul(embedded, Math.sqrt(hiddenSize));
}
