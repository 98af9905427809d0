/** @file Tests of opening checkpoints of every form: the reference data, and files that are something else. */

import { readFile } from "node:fs/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeShared, shared } from "../../test/shared.ts";
import { memorySource } from "../platform/byte-source.ts";
import { openFile } from "../platform/node/file-source.ts";
import { openTensorFile } from "./checkpoint.ts";
import type { TensorFile } from "./tensor-file.ts";

const MODELS = ["trm-att", "trm-mlp", "trm-singlez", "hrm"];

async function open(path: string): Promise<TensorFile> {
  const source = await openFile(shared(`golden/${path}`));
  onTestFinished(() => source.close());
  return openTensorFile(source);
}

/** All tensors' bits, by name. */
async function bitsOf(file: TensorFile): Promise<Record<string, unknown>> {
  const tensors = [...file.tensors.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const bits: Record<string, unknown> = {};
  for (const tensor of tensors) {
    const bytes = new Uint8Array((await tensor.readF32()).buffer);
    bits[tensor.name] = { shape: tensor.shape, f32: Buffer.from(bytes).toString("base64") };
  }
  return bits;
}

describeShared("the reference checkpoints", () => {
  it.each(MODELS)("give bit-equal tensors in every form (%s)", async (model) => {
    const reference = await bitsOf(await open(`${model}/model.safetensors`));
    expect(Object.keys(reference).length).toBeGreaterThan(10);
    expect(await bitsOf(await open(`${model}/checkpoint.pt`))).toEqual(reference);
    const halves = await open(`${model}/checkpoint_bf16_buffers.pt`);
    expect([...halves.tensors.values()].filter(({ dtype }) => dtype === "bf16")).not.toEqual([]);
    expect(await bitsOf(halves)).toEqual(reference);
  });

  it("give bit-equal tensors from safetensors with bfloat16 buffers", async () => {
    const reference = await bitsOf(await open("trm-mlp/model.safetensors"));
    expect(await bitsOf(await open("trm-mlp/model_bf16_buffers.safetensors"))).toEqual(reference);
  });

  it("open at every step of the training run, with the same names as the initial checkpoint", async () => {
    const initial = await open("train/checkpoint_init.pt");
    expect(await bitsOf(await open("train/state_step0.safetensors"))).toEqual(await bitsOf(initial));
    for (const step of [1, 2, 3, 4, 5]) {
      const state = await open(`train/state_step${step}.safetensors`);
      expect([...state.tensors.keys()].sort()).toEqual([...initial.tensors.keys()].sort());
      const carry = await open(`train/carry_step${step}.safetensors`);
      expect(carry.tensors.get("z_H")?.shape).toEqual([4, 27, 32]);
    }
  });

  it("include a Lightning checkpoint, whose hyper-parameters are plain values", async () => {
    const file = await open("checkpoints/nano-trm-sudoku6-lightning.ckpt");
    expect(file.format).toBe("pytorch");
    expect(Object.fromEntries([...file.tensors.values()].map(({ name, shape }) => [name, shape]))).toEqual({
      z_H_init: [32],
      z_L_init: [32],
      "input_embedding.embedding_weight": [9, 32],
      "lenet.layers.0.mlp_t.gate_up_proj.weight": [512, 64],
      "lenet.layers.0.mlp_t.down_proj.weight": [64, 256],
      "lenet.layers.0.mlp.gate_up_proj.weight": [512, 32],
      "lenet.layers.0.mlp.down_proj.weight": [32, 256],
      "lm_head.weight": [9, 32],
      "q_head.weight": [1, 32],
      "q_head.bias": [1],
    });
    expect(file.tensors.get("z_H_init")?.dtype).toBe("bf16");
    expect(file.hyperParameters).toMatchObject({
      hidden_size: 32,
      num_layers: 1,
      use_mlp_t: true,
      learning_rate: 1e-4,
      pos_emb_type: null,
      seq_len: 64,
      output_dir: expect.stringMatching(/^\/home\/.*2026-01-15_08-27-45$/),
    });
  });

  it("open in whole or not at all when they are cut short anywhere", async () => {
    for (const path of ["checkpoint.pt", "model.safetensors"]) {
      const bytes = await readFile(shared(`golden/trm-singlez/${path}`));
      for (let part = 0; part < 50; part++) {
        const cut = memorySource("cut", bytes.subarray(0, Math.floor((bytes.length * part) / 50)));
        const message = expect.stringMatching(/^(invalid|unsupported) .*cut/);
        await expect(openTensorFile(cut)).rejects.toMatchObject({ name: "FixpointError", message });
      }
    }
  });

  it("do not pass off damaged weights for good ones: PyTorch's checksums are looked at", async () => {
    const bytes = await readFile(shared("golden/trm-singlez/checkpoint.pt"));
    const weights = bytes.indexOf("data/10") + 20_000;
    bytes.writeUInt8((bytes[weights] ?? 0) ^ 0x10, weights);
    const file = await openTensorFile(memorySource("step_5", bytes));
    await expect(bitsOf(file)).rejects.toThrow(/^invalid zip: '.*' does not match its checksum .* \(in step_5\)$/);
  });
});

describe("a file that is no checkpoint", () => {
  const refusal = (bytes: readonly number[] | string) => {
    const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes);
    return expect(openTensorFile(memorySource("step_5", content))).rejects;
  };

  it("is named for what it is where that can be told", async () => {
    await refusal("").toThrow("invalid checkpoint: step_5 is empty (expected a PyTorch or safetensors checkpoint)");
    await refusal("arch:\n  name: trm\n").toThrow(
      "invalid checkpoint: step_5 is in no known format (expected a PyTorch",
    );
    await refusal('{"a": {"b": 1}}').toThrow("step_5 is in no known format");
    await refusal("version https://git-lfs.github.com/spec/v1\noid sha256:0\n").toThrow("step_5 is a Git LFS pointer");
  });

  it("is to be saved again where it has one of PyTorch's old formats", async () => {
    const again = "unsupported checkpoint: step_5 has the format of PyTorch before 1.6 (expected a zip: load it and";
    await refusal([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20]).toThrow(again);
    const tar = new Uint8Array(512);
    tar.set(new TextEncoder().encode("ustar"), 257);
    await refusal([...tar]).toThrow(again);
  });
});
