/**
 * @file The reasoning network as a graph fragment: post-norm blocks of a mixer (attention, or an MLP over the token axis) and
 * a SwiGLU. Source: upstream `models/recursive_reasoning/trm.py`, `models/layers.py`, at commit e7b6871.
 */

import type { GraphBuilder } from "../graph/build.ts";
import {
  add,
  concat,
  div,
  matmul,
  mul,
  neg,
  reduce,
  reshape,
  sigmoid,
  slice,
  softmax,
  sqrt,
  transpose,
} from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
import { type ModelConfig, positionsOf } from "./config.ts";
import { linear as linearOf, type NetworkDescription, type OutputRange, weightShape } from "./parameters.ts";
import { ropeTables } from "./rope.ts";
import type { NetworkName } from "./schedule.ts";

/**
 * Is shown what is computed on the way, and may make outputs of it. Names are `layer0.` … with `self_attn.qkv` [B, T, 3·D]
 * before rotation, `self_attn.out` and `mlp.out` before the residual sum, `mlp_t.out` [B, D, T] likewise, `mlp.in` after the
 * first norm, `out` after the second.
 */
export type Tap = (name: string, value: Value) => void;

/** `x` f32 [B, P+S, D] through all blocks of a network. */
export function applyNetwork(
  graph: GraphBuilder,
  description: NetworkDescription,
  name: NetworkName,
  x: Value,
  tap: Tap = () => {},
): Value {
  const { config } = description;
  const linear = (input: Value, tensor: string, range?: OutputRange): Value =>
    linearOf(graph, description, input, tensor, range);
  const norm = (input: Value, axis: number): Value => rmsNorm(graph, input, axis, config.rmsNormEps);
  const swiglu = (input: Value, prefix: string): Value => {
    const [outputs = 2] = weightShape(description, `${prefix}.gate_up_proj.weight`);
    const inner = outputs / 2;
    const gate = linear(input, `${prefix}.gate_up_proj.weight`, { start: 0, end: inner });
    const up = linear(input, `${prefix}.gate_up_proj.weight`, { start: inner, end: 2 * inner });
    return linear(mul(mul(gate, sigmoid(gate)), up), `${prefix}.down_proj.weight`);
  };

  const layers = name === "H" ? config.hLayers : config.lLayers;
  const rotate = config.mixer === "attention" && config.positions === "rope" ? rope(graph, config) : undefined;
  let state = x;
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `${name}_level.layers.${layer}`;
    const shown = (place: string, value: Value): Value => {
      tap(`layer${layer}.${place}`, value);
      return value;
    };
    if (config.mixer === "attention") {
      const qkv = shown("self_attn.qkv", linear(state, `${prefix}.self_attn.qkv_proj.weight`));
      const attended = linear(attention(config, qkv, rotate), `${prefix}.self_attn.o_proj.weight`);
      state = norm(add(state, shown("self_attn.out", attended)), -1);
    } else {
      const turned = transpose(state, [0, 2, 1]);
      const mixed = add(turned, shown("mlp_t.out", swiglu(turned, `${prefix}.mlp_t`)));
      state =
        config.mixerNormAxis === "token"
          ? transpose(norm(mixed, -1), [0, 2, 1])
          : norm(transpose(mixed, [0, 2, 1]), -1);
    }
    const channels = shown("mlp.out", swiglu(shown("mlp.in", state), `${prefix}.mlp`));
    state = shown("out", norm(add(state, channels), -1));
  }
  return state;
}

/** x · 1/√(mean(x²) + ε) over one axis; no weight. */
function rmsNorm(graph: GraphBuilder, x: Value, axis: number, epsilon: number): Value {
  const meanSquare = reduce("mean", mul(x, x), axis);
  return mul(x, div(graph.scalar(1), sqrt(add(meanSquare, epsilon))));
}

type Rotation = (x: Value) => Value;

/** Rotates [B, heads, positions, headDim]: `x·cos + (−second half | first half)·sin`. */
function rope(graph: GraphBuilder, config: ModelConfig): Rotation {
  const [positions, headDim] = [positionsOf(config), config.hiddenSize / config.heads];
  const tables = ropeTables(positions, headDim, config.ropeTheta);
  const cos = graph.constant([positions, headDim], tables.cos);
  const sin = graph.constant([positions, headDim], tables.sin);
  return (x) => {
    const turned = concat(-1, neg(slice(x, -1, headDim / 2, headDim)), slice(x, -1, 0, headDim / 2));
    return add(mul(x, cos), mul(turned, sin));
  };
}

/** softmax(QKᵀ/√headDim)·V without any mask; qkv f32 [B, T, 3·D] = all heads' q, then k, then v. */
function attention(config: ModelConfig, qkv: Value, rotate: Rotation = (x) => x): Value {
  const [batch = 1, positions = 1] = qkv.shape;
  const { heads, hiddenSize } = config;
  const headDim = hiddenSize / heads;
  const part = (index: number): Value => {
    const flat = slice(qkv, -1, index * hiddenSize, (index + 1) * hiddenSize);
    return transpose(reshape(flat, [batch, positions, heads, headDim]), [0, 2, 1, 3]);
  };
  const [q, k, v] = [rotate(part(0)), rotate(part(1)), part(2)];
  const scores = matmul(mul(q, 1 / Math.sqrt(headDim)), transpose(k, [0, 1, 3, 2]));
  return reshape(transpose(matmul(softmax(scores), v), [0, 2, 1, 3]), [batch, positions, hiddenSize]);
}
