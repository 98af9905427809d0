import { readFile } from "node:fs/promises";
import { describe, it } from "vitest";
import { refusals } from "./refusal.ts";

const { path, write, expectRefusal, traceArgs } = refusals();

describe("configs that are refused", () => {
  it.each<[change: Record<string, unknown>, sentence: RegExp]>([
    [
      { hidden_size: 64 },
      /^invalid config: hidden_size is 64 \(expected 32, as the tensors of model.safetensors show, in c.json\)/,
    ],
    [{ vocab_size: 10 }, /^invalid config: vocab_size is 10 \(expected 12/],
    [{ puzzle_emb_ndim: 64 }, /^invalid config: puzzle_emb_ndim is 64 \(expected 32/],
    [{ num_puzzle_identifiers: 5 }, /^invalid config: num_puzzle_identifiers is 5 \(expected 10/],
    [{ L_layers: 2 }, /^invalid config: L_layers is 2 \(expected 1/],
    [{ mlp_t: true }, /^invalid config: mlp_t is true \(expected false/],
    [{ architecture: "hrm" }, /^invalid config: architecture is hrm \(expected trm, .* in c.json\)/],
    [
      { arch_name: "recursive_reasoning.trm_singlez@X" },
      /^invalid config: arch_name is .* \(expected trm, .* in c.json\)/,
    ],
    [{ seq_len: 26 }, /^invalid seq_len: 26 \(expected a square number of cells, in c.json\)/],
    [{ num_heads: 3 }, /^invalid num_heads: 3 \(expected a divisor of hidden_size \/ 2 = 16, in c.json\)/],
    [{ H_cycles: 0 }, /^invalid H_cycles: 0 \(expected a whole number from 1 to 1000000, in c.json\)/],
    [{ L_cycles: "four" }, /^invalid L_cycles: "four"/],
    [{ halt_max_steps: 1e12 }, /^invalid halt_max_steps: 1000000000000 \(expected a whole number from 1 to/],
    [{ expansion: 400 }, /^invalid tensor: L_level/],
    [{ pos_encodings: "learned" }, /^invalid config: pos_encodings is learned \(expected rope or none/],
    [
      { pos_encodings: "sines" },
      /^unsupported config: pos_encodings sines \(expected rope, learned or none, in c.json\)/,
    ],
    [{ rms_norm_eps: -1 }, /^invalid rms_norm_eps: -1/],
  ])("%j", async (change, sentence) => {
    const config = JSON.parse(await readFile(path("model/config.json"), "utf8"));
    await write("c.json", { ...config, ...change });
    await expectRefusal(traceArgs("good.json", "--config", "c.json"), 1, sentence);
  });

  it.each([
    ["c.json", "{", "invalid config: it is not JSON (in c.json)"],
    ["c.json", "[]", "invalid config: it is not a mapping (expected key: value, in c.json)"],
    ["c.yaml", "arch: [", /^invalid config: line 1: .*c\.yaml\)/],
    ["c.yaml", `a: &a [x]\n${"b: [*a, *a]\n".repeat(100)}`, /^invalid config: /],
    ["c.yaml", "arch: !!python/object/apply:os.system ['touch owned']", /^invalid config: /],
  ] as const)("%s: %s", async (name, text, sentence) => {
    await write(name, text);
    await expectRefusal(traceArgs("good.json", "--config", name), 1, sentence);
  });
});
