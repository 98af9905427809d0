/**
 * @file A model's networks, from tokens to logits, as graphs in which every weight is an input: what is differentiated whole.
 */

import type { GraphBuilder } from "../../src/graph/build.ts";
import { add, createGraph, mul, reduce, reshape } from "../../src/graph/build.ts";
import { gradients } from "../../src/graph/gradient/gradients.ts";
import { sizeOf } from "../../src/graph/shape.ts";
import type { Shape, Value } from "../../src/graph/types.ts";
import { type ModelConfig, positionsOf } from "../../src/model/config.ts";
import { decode } from "../../src/model/decode.ts";
import { embedInput } from "../../src/model/embedding.ts";
import { applyNetwork } from "../../src/model/network.ts";
import type { NetworkDescription } from "../../src/model/parameters.ts";
import type { NetworkName } from "../../src/model/schedule.ts";
import type { Weight } from "../../src/model/weights.ts";
import { normalStream } from "../../src/random/stream.ts";
import { SMALL, smallWeights } from "../small-model.ts";

const BATCH = 2;

export const NETWORKS: Readonly<Record<string, readonly [ModelConfig, NetworkName]>> = {
  "TRM with attention": [SMALL, "L"],
  "TRM with learned positions": [{ ...SMALL, positions: "learned" }, "L"],
  "TRM with mlp_t": [{ ...SMALL, mixer: "mlp_t", positions: "none", heads: 1 }, "L"],
  "mlp_t normalised over the hidden axis": [
    { ...SMALL, mixer: "mlp_t", positions: "none", heads: 1, mixerNormAxis: "hidden" },
    "L",
  ],
  "HRM's L network": [{ ...SMALL, architecture: "hrm", hLayers: 1 }, "L"],
  "HRM's H network": [{ ...SMALL, architecture: "hrm", hLayers: 1 }, "H"],
};

export interface NetworkGradient {
  readonly graph: GraphBuilder;
  readonly loss: Value;
  /** Σ loss's gradient to each float input, by the input's name. */
  readonly gradients: ReadonlyMap<string, Value>;
  readonly feeds: ReadonlyMap<string, Weight | { readonly shape: Shape; readonly data: Int32Array }>;
}

/**
 * A state and embedded tokens through one network and both heads, twice over as a recursion would, to random multiples of
 * logits and q logits.
 */
export function networkGradient([config, name]: readonly [ModelConfig, NetworkName]): NetworkGradient {
  const graph = createGraph();
  const normal = normalStream(31);
  const random = (shape: Shape): Weight => ({
    shape,
    data: Float32Array.from({ length: sizeOf(shape) }, () => normal()),
  });
  const feeds = new Map<string, Weight | { readonly shape: Shape; readonly data: Int32Array }>();
  const entered = new Map<string, Value>();
  const enter = (input: string, tensor: Weight): Value => {
    const known = entered.get(input) ?? graph.input(input, "f32", tensor.shape);
    entered.set(input, known);
    feeds.set(input, tensor);
    return known;
  };
  const weights = smallWeights(config);
  const description: NetworkDescription = {
    config,
    weightValue: (weight) => enter(weight, weights.get(weight) as Weight),
  };
  const tokens = Int32Array.from({ length: BATCH * config.seqLen }, (_, cell) => (cell * 7) % config.vocabSize);
  feeds.set("tokens", { shape: [BATCH, config.seqLen], data: tokens });
  const embedded = embedInput(
    graph,
    description,
    graph.input("tokens", "i32", [BATCH, config.seqLen]),
    enter("puzzleRows", random([BATCH, config.puzzleEmbNdim])),
  );
  const state = enter("state", random([BATCH, positionsOf(config), config.hiddenSize]));
  const once = applyNetwork(graph, description, name, add(state, embedded));
  const { logits, qLogits } = decode(graph, description, applyNetwork(graph, description, name, add(once, embedded)));
  const weighted = (value: Value): Value => {
    const { shape, data } = random(value.shape);
    return reshape(reduce("sum", mul(value, graph.constant(shape, data)), ...shape.keys()), []);
  };
  const loss = add(weighted(logits), weighted(qLogits));
  const names = [...entered.keys()];
  const found = gradients(loss, [...entered.values()]);
  return { graph, loss, gradients: new Map(names.map((key, place) => [key, found[place] as Value])), feeds };
}
