import { describe, expect, it } from "vitest";
import type { StoredTensor, TensorFile } from "../formats/tensor-file.ts";
import { nameTensors } from "./layout.ts";

function file(names: readonly string[], hyperParameters?: Readonly<Record<string, unknown>>): TensorFile {
  const tensor = (name: string): StoredTensor => ({
    name,
    dtype: "f32",
    shape: [1],
    readF32: async () => new Float32Array(1),
    readRowsF32: async () => new Float32Array(1),
    readBytes: async () => new Uint8Array(4),
  });
  const tensors = new Map(names.map((name) => [name, tensor(name)]));
  return { name: "last.ckpt", format: "pytorch", tensors, metadata: {}, hyperParameters };
}

const NANO = [
  "z_H_init",
  "z_L_init",
  "input_embedding.embedding_weight",
  "lenet.layers.0.mlp.down_proj.weight",
  "q_head.bias",
];

describe("the official layout", () => {
  it("loses its prefixes and keeps its names", () => {
    const { layout, tensors, embeddedConfig } = nameTensors(
      file(["_orig_mod.model.inner.H_init", "model.lm_head.weight"]),
    );
    expect(layout).toBe("official");
    expect([...tensors.keys()]).toEqual(["H_init", "lm_head.weight"]);
    expect(tensors.get("H_init")?.name).toBe("_orig_mod.model.inner.H_init");
    expect(embeddedConfig).toEqual({});
  });

  it("does not look into hyper-parameters, which are not its own", () => {
    expect(nameTensors(file(["H_init"], { hidden_size: 3 })).embeddedConfig).toEqual({});
  });
});

describe("nano-trm's layout", () => {
  it("gets the official names", () => {
    const { layout, tensors } = nameTensors(file(NANO));
    expect(layout).toBe("nano-trm");
    expect([...tensors.keys()]).toEqual([
      "H_init",
      "L_init",
      "embed_tokens.embedding_weight",
      "L_level.layers.0.mlp.down_proj.weight",
      "q_head.bias",
    ]);
  });

  it("has its hyper-parameters under upstream's keys, those without a value left out", () => {
    const given = { hidden_size: 32, num_layers: 1, N_supervision: 8, use_mlp_t: true, num_heads: null, lr: 1 };
    expect(nameTensors(file(NANO, given)).embeddedConfig).toEqual({
      hidden_size: 32,
      L_layers: 1,
      halt_max_steps: 8,
      mlp_t: true,
      pos_encodings: "rope",
    });
  });

  it.each([
    ["1d", "rope"],
    [undefined, "rope"],
    [null, "none"],
  ])("takes positions of type %s as %s", (given, positions) => {
    expect(nameTensors(file(NANO, { pos_emb_type: given })).embeddedConfig["pos_encodings"]).toBe(positions);
  });

  it("refuses what nobody here computes", () => {
    expect(() => nameTensors(file(NANO, { pos_emb_type: "2d" }))).toThrow(
      "unsupported checkpoint: last.ckpt has positions of type '2d' (expected 1d or none)",
    );
    expect(() => nameTensors(file(NANO, { pos_emb_type: { toString: 1 } }))).toThrow("has positions of type an object");
    expect(() => nameTensors(file(NANO, { use_conv_swiglu: true }))).toThrow(
      "unsupported checkpoint: last.ckpt was trained with use_conv_swiglu",
    );
    expect(() => nameTensors(file(NANO, { use_board_swiglu: true }))).toThrow("use_board_swiglu");
  });
});
