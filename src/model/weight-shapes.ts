/**
 * @file The shape every tensor must have, given the config: checked before a graph is built, so that a misfit is one sentence
 * about a file and not a failure deep inside.
 */

import { invalid } from "../errors.ts";
import { sameShape } from "../graph/shape.ts";
import type { Shape } from "../graph/types.ts";
import { type ModelConfig, positionsOf } from "./config.ts";
import type { NamedTensors } from "./layout.ts";
import { PUZZLE_EMBEDDING } from "./weights.ts";

/**
 * SwiGLU's inner width: round(expansion · width · 2/3), up to a multiple of 256. Source: upstream `models/layers.py`,
 * `SwiGLU`, at commit e7b6871.
 */
export function innerSize(expansion: number, width: number): number {
  return Math.ceil(Math.round((expansion * width * 2) / 3) / 256) * 256;
}

/** Throws where a tensor is missing or of the wrong shape. Tensors that nobody needs are left alone. */
export function checkWeightShapes(
  config: ModelConfig,
  { tensors }: NamedTensors,
  expansion: number | undefined,
  where: string,
): void {
  for (const [name, expected] of weightShapes(config, expansion, (tensor) => tensors.get(tensor)?.shape)) {
    const shape = tensors.get(name)?.shape;
    if (shape === undefined) throw invalid("checkpoint", `no tensor ${name}`, { expected: text(expected), where });
    if (!sameShape(shape, expected))
      throw invalid("tensor", `${name} ${text(shape)}`, { expected: text(expected), where });
  }
}

const text = (shape: Shape): string => `[${shape.join(", ")}]`;

/**
 * Names and shapes of all tensors of a model. Without a stated expansion the inner width is what `shapeOf` shows (half the
 * rows of the first projection).
 */
export function* weightShapes(
  config: ModelConfig,
  expansion: number | undefined,
  shapeOf: (name: string) => Shape | undefined = () => undefined,
): Generator<readonly [name: string, shape: Shape]> {
  const { hiddenSize, vocabSize } = config;
  if (config.architecture !== "trm-singlez") yield ["H_init", [hiddenSize]];
  yield ["L_init", [hiddenSize]];
  yield ["embed_tokens.embedding_weight", [vocabSize, hiddenSize]];
  if (config.positions === "learned") yield ["embed_pos.embedding_weight", [positionsOf(config), hiddenSize]];
  yield ["lm_head.weight", [vocabSize, hiddenSize]];
  const qRows = config.hasContinue ? 2 : 1;
  yield ["q_head.weight", [qRows, hiddenSize]];
  yield ["q_head.bias", [qRows]];
  if (config.puzzleIdentifiers > 0) yield [PUZZLE_EMBEDDING, [config.puzzleIdentifiers, config.puzzleEmbNdim]];

  function* swiglu(prefix: string, width: number): Generator<readonly [string, Shape]> {
    const stored = Math.floor((shapeOf(`${prefix}.gate_up_proj.weight`)?.[0] ?? 2) / 2);
    const inner = expansion === undefined ? stored : innerSize(expansion, width);
    yield [`${prefix}.gate_up_proj.weight`, [2 * inner, width]];
    yield [`${prefix}.down_proj.weight`, [width, inner]];
  }
  for (const network of config.architecture === "hrm" ? ["L", "H"] : ["L"]) {
    for (let layer = 0; layer < (network === "H" ? config.hLayers : config.lLayers); layer++) {
      const prefix = `${network}_level.layers.${layer}`;
      if (config.mixer === "attention") {
        yield [`${prefix}.self_attn.qkv_proj.weight`, [3 * hiddenSize, hiddenSize]];
        yield [`${prefix}.self_attn.o_proj.weight`, [hiddenSize, hiddenSize]];
      } else {
        yield* swiglu(`${prefix}.mlp_t`, positionsOf(config));
      }
      yield* swiglu(`${prefix}.mlp`, hiddenSize);
    }
  }
}
