/**
 * @file The checkpoint layouts we read, brought to one set of names: the official ones, prefixes stripped.
 */

import { describeValue } from "../arc/describe.ts";
import { unsupported } from "../errors.ts";
import { stripPrefixes } from "../formats/names.ts";
import { quote } from "../formats/quote.ts";
import type { StoredTensor, TensorFile } from "../formats/tensor-file.ts";

export interface NamedTensors {
  readonly layout: "official" | "nano-trm";
  /** Under official names, without prefixes. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Configuration that lies inside the checkpoint, under upstream's keys. */
  readonly embeddedConfig: Readonly<Record<string, unknown>>;
}

/** nano-trm's names (github.com/olivkoch/nano-trm, `trm_module.py`) for what the official code calls otherwise. */
const NANO_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^z_H_init$/, "H_init"],
  [/^z_L_init$/, "L_init"],
  [/^input_embedding\./, "embed_tokens."],
  [/^lenet\./, "L_level."],
];

const NANO_KEYS: Readonly<Record<string, string>> = {
  hidden_size: "hidden_size",
  num_layers: "L_layers",
  num_heads: "num_heads",
  H_cycles: "H_cycles",
  L_cycles: "L_cycles",
  N_supervision: "halt_max_steps",
  ffn_expansion: "expansion",
  puzzle_emb_dim: "puzzle_emb_ndim",
  puzzle_emb_len: "puzzle_emb_len",
  rope_theta: "rope_theta",
  use_mlp_t: "mlp_t",
  vocab_size: "vocab_size",
  num_puzzles: "num_puzzle_identifiers",
  seq_len: "seq_len",
};

const NANO_POSITIONS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ["1d", "rope"],
  [undefined, "rope"],
  [null, "none"],
]);

/** Official names for the tensors of a checkpoint in either layout. */
export function nameTensors(file: TensorFile): NamedTensors {
  const stripped = new Map<string, StoredTensor>();
  for (const [name, tensor] of file.tensors) stripped.set(stripPrefixes(name), tensor);
  if (![...stripped.keys()].some((name) => name.startsWith("lenet."))) {
    return { layout: "official", tensors: stripped, embeddedConfig: {} };
  }
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of stripped) {
    tensors.set(
      NANO_NAMES.reduce((renamed, [pattern, official]) => renamed.replace(pattern, official), name),
      tensor,
    );
  }
  return { layout: "nano-trm", tensors, embeddedConfig: nanoConfig(file) };
}

/** The tensors of a checkpoint in the official layout. Throws for another: the same names would stand for another computation. */
export function nameOfficialTensors(file: TensorFile): NamedTensors {
  const named = nameTensors(file);
  if (named.layout === "official") return named;
  throw unsupported("checkpoint", `${file.name} has the layout of ${named.layout}`, { expected: "the official one" });
}

function nanoConfig(file: TensorFile): Record<string, unknown> {
  const given = file.hyperParameters ?? {};
  for (const variant of ["use_conv_swiglu", "use_board_swiglu"]) {
    if (given[variant] === true) throw unsupported("checkpoint", `${file.name} was trained with ${variant}`);
  }
  const config: Record<string, unknown> = {};
  for (const [key, official] of Object.entries(NANO_KEYS)) {
    if (given[key] !== undefined && given[key] !== null) config[official] = given[key];
  }
  const positions = NANO_POSITIONS.get(given["pos_emb_type"]);
  if (positions === undefined) {
    const type = given["pos_emb_type"];
    const named = typeof type === "string" ? quote(type) : describeValue(type);
    throw unsupported("checkpoint", `${file.name} has positions of type ${named}`, { expected: "1d or none" });
  }
  return { ...config, pos_encodings: positions };
}
