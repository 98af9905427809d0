import { describe, expect, it } from "vitest";
import { SMALL, smallModel } from "../../test/small-model.ts";
import type { ModelConfig } from "./config.ts";
import { initialWeights } from "./initialise.ts";
import type { Weight } from "./weights.ts";

/** Large enough that a standard deviation is known to a few per mille. */
const WIDE: ModelConfig = {
  ...SMALL,
  hiddenSize: 128,
  heads: 4,
  puzzleEmbNdim: 128,
  vocabSize: 100,
  puzzleIdentifiers: 50,
};

function deviation({ data }: Weight, from = 0, to = data.length): number {
  const part = data.subarray(from, to);
  const mean = part.reduce((sum, x) => sum + x, 0) / part.length;
  return Math.sqrt(part.reduce((sum, x) => sum + (x - mean) ** 2, 0) / part.length);
}

const of = (weights: ReadonlyMap<string, Weight>, name: string): Weight => weights.get(name) as Weight;
const QKV = "L_level.layers.0.self_attn.qkv_proj.weight";

describe("initial weights", () => {
  const VARIANTS: readonly ModelConfig[] = [
    SMALL,
    { ...SMALL, mixer: "mlp_t", positions: "none", heads: 1 },
    { ...SMALL, architecture: "trm-singlez" },
    { ...SMALL, architecture: "hrm", hLayers: 2, puzzlePositions: 1 },
    { ...SMALL, positions: "learned" },
  ];

  it.each(VARIANTS)("are all that a $architecture with $mixer and $positions positions needs", async (config) => {
    // Opening checks every name and shape.
    expect((await smallModel(config)).config).toEqual(config);
  });

  it("are the same for the same seed and others for another", () => {
    expect(initialWeights(SMALL, { seed: 3 })).toEqual(initialWeights(SMALL, { seed: 3 }));
    const [a, b] = [initialWeights(SMALL, { seed: 3 }), initialWeights(SMALL, { seed: 4 })];
    for (const name of ["H_init", "L_init", "lm_head.weight", "embed_tokens.embedding_weight", QKV]) {
      expect(of(a, name).data).not.toEqual(of(b, name).data);
    }
  });

  it("have LeCun's width, embeddings 1/√D, init vectors 1", () => {
    const weights = initialWeights(WIDE, { seed: 1 });
    const width = 1 / Math.sqrt(128);
    expect(deviation(of(weights, "embed_tokens.embedding_weight")) / width).toBeCloseTo(1, 1);
    expect(deviation(of(weights, "lm_head.weight")) / width).toBeCloseTo(1, 1);
    expect(deviation(of(weights, QKV)) / width).toBeCloseTo(1, 1);
    const down = of(weights, "L_level.layers.0.mlp.down_proj.weight");
    expect(down.shape).toEqual([128, 512]);
    expect(deviation(down) * Math.sqrt(512)).toBeCloseTo(1, 1);
    const vectors = initialWeights({ ...WIDE, hiddenSize: 4096, lLayers: 0 }, { seed: 1 });
    expect(deviation(of(vectors, "H_init"))).toBeCloseTo(1, 1);
    expect(deviation(of(vectors, "L_init"))).toBeCloseTo(1, 1);
  });

  it("are cut off at two standard deviations of the normal they are drawn from", () => {
    const { data } = of(initialWeights(WIDE, { seed: 1 }), "L_level.layers.0.mlp.gate_up_proj.weight");
    const limit = 2 / 0.8796256610342398 / Math.sqrt(128);
    expect(data.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0)).toBeLessThanOrEqual(Math.fround(limit));
    expect(data.filter((x) => Math.abs(x) > 0.95 * limit).length).toBeGreaterThan(0);
  });

  it("start with a silent halting head and an empty puzzle embedding, as upstream does", () => {
    const weights = initialWeights(SMALL, { seed: 1 });
    expect(of(weights, "q_head.weight").data.every((x) => x === 0)).toBe(true);
    expect([...of(weights, "q_head.bias").data]).toEqual([-5, -5]);
    expect(of(weights, "puzzle_emb.weights").data.every((x) => x === 0)).toBe(true);
  });

  it("spread the puzzle embedding and the halting head on request", () => {
    const weights = initialWeights(WIDE, { seed: 1, spread: 0.3, haltBias: 0.5 });
    expect(deviation(of(weights, "puzzle_emb.weights"))).toBeCloseTo(0.3, 1);
    expect(deviation(of(weights, "q_head.weight"))).toBeCloseTo(0.3, 1);
    expect([...of(weights, "q_head.bias").data]).toEqual([0.5, 0.5]);
  });

  it("are calmed by the gain in the blocks alone, and not in the query and key rows", () => {
    const [plain, calm] = [initialWeights(WIDE, { seed: 1 }), initialWeights(WIDE, { seed: 1, gain: 0.5 })];
    const rows = 2 * 128 * 128;
    const [before, after] = [of(plain, QKV).data, of(calm, QKV).data];
    expect(after.subarray(0, rows)).toEqual(before.subarray(0, rows));
    expect(after.subarray(rows)).toEqual(before.subarray(rows).map((x) => 0.5 * x));
    const output = "L_level.layers.0.self_attn.o_proj.weight";
    expect(of(calm, output).data).toEqual(of(plain, output).data.map((x) => 0.5 * x));
    for (const name of ["lm_head.weight", "embed_tokens.embedding_weight", "H_init"]) {
      expect(of(calm, name)).toEqual(of(plain, name));
    }
  });
});
