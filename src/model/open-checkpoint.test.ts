import { describe, expect, it } from "vitest";
import { type CheckpointOptions, openSmall, SMALL, smallModel, smallWeights } from "../../test/small-model.ts";
import { FixpointError } from "../errors.ts";
import type { ModelConfig } from "./config.ts";
import { upstreamConfig } from "./upstream-config.ts";
import type { Weight } from "./weights.ts";

const STATED = upstreamConfig(SMALL);

const configText = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...STATED, ...changes });

/** `config.json` beside the checkpoint, with these changes. */
const stating = (changes: Readonly<Record<string, unknown>>): CheckpointOptions => ({
  beside: { "config.json": configText(changes) },
});

async function errorOf(options: CheckpointOptions): Promise<string> {
  try {
    await openSmall(options);
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    expect(error.exitCode).toBe(1);
    return error.message;
  }
  return "no error";
}

function changedWeights(changes: Readonly<Record<string, Weight | undefined>>, config: ModelConfig = SMALL) {
  const weights = smallWeights(config);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) weights.delete(name);
    else weights.set(name, value);
  }
  return weights;
}

const zeros = (...shape: number[]): Weight => ({
  shape,
  data: new Float32Array(shape.reduce((product, length) => product * length, 1)),
});

describe("a config that is written out and read back", () => {
  const VARIANTS: Readonly<Record<string, ModelConfig>> = {
    "trm with attention": SMALL,
    "trm with mlp_t": { ...SMALL, mixer: "mlp_t", positions: "none", heads: 1 },
    "single-z": { ...SMALL, architecture: "trm-singlez" },
    hrm: { ...SMALL, architecture: "hrm", hLayers: 2, puzzlePositions: 1, hCycles: 2, lCycles: 2 },
    "learned positions": { ...SMALL, positions: "learned" },
    "no positions": { ...SMALL, positions: "none" },
    "no puzzle embedding": { ...SMALL, puzzlePositions: 0, puzzleEmbNdim: 0, puzzleIdentifiers: 0 },
    "a puzzle embedding wider than the state": { ...SMALL, puzzleEmbNdim: 24 },
    "a halting head of one row": { ...SMALL, hasContinue: false },
    "other constants": { ...SMALL, rmsNormEps: 1e-6, ropeTheta: 500, haltMaxSteps: 3, hCycles: 1, lCycles: 9 },
  };

  it.each(Object.entries(VARIANTS))("is the same: %s", async (_, config) => {
    const model = await smallModel(config);
    expect(model.config).toEqual(config);
    expect(model.notes).toEqual([]);
  });
});

describe("the canvas of a model", () => {
  it("comes from the data where no file has it", async () => {
    const { config, notes } = await openSmall({
      beside: { "config.json": configText({ seq_len: null }) },
      dataSeqLen: 25,
    });
    expect(config.seqLen).toBe(25);
    expect(notes).toEqual([]);
  });

  it("is the config's where both say something", async () => {
    expect((await openSmall({ ...stating({}), dataSeqLen: 25 })).config.seqLen).toBe(9);
  });

  it.each(["learned positions", "a token-mixing MLP"])("is shown by %s", async (kind) => {
    const config: ModelConfig =
      kind === "learned positions"
        ? { ...SMALL, positions: "learned" }
        : { ...SMALL, mixer: "mlp_t", positions: "none", heads: 1 };
    const weights = smallWeights(config);
    const beside = { "config.json": JSON.stringify({ ...upstreamConfig(config), seq_len: null }) };
    expect((await openSmall({ weights, beside })).config).toEqual(config);
    const wrong = { "config.json": JSON.stringify({ ...upstreamConfig(config), seq_len: 16 }) };
    expect(await errorOf({ weights, beside: wrong })).toBe(
      "invalid config: seq_len is 16 (expected 9, as the tensors of model.safetensors show, in config.json)",
    );
  });

  it("is square", async () => {
    expect(await errorOf(stating({ seq_len: 8 }))).toBe(
      "invalid seq_len: 8 (expected a square number of cells, in config.json)",
    );
  });
});

describe("a config file", () => {
  it("may hold everything under arch, as upstream's training writes it", async () => {
    const { architecture: _, ...arch } = STATED;
    const yaml = `lr: 0.1\narch:\n  name: recursive_reasoning.trm@Model\n${Object.entries(arch)
      .map(([key, value]) => `  ${key}: ${value}\n`)
      .join("")}`;
    expect((await openSmall({ beside: { "all_config.yaml": yaml } })).config).toEqual(SMALL);
  });

  it("called all_config.yaml goes before config.json, key by key", async () => {
    const beside = {
      "all_config.yaml": "arch: {H_cycles: 5}",
      "config.json": configText({ H_cycles: 2, L_cycles: 7 }),
    };
    expect((await openSmall({ beside })).config).toMatchObject({ hCycles: 5, lCycles: 7 });
  });

  it("that is named is the only one looked at", async () => {
    const { config, notes } = await openSmall({ ...stating({ H_cycles: 2 }), named: "num_heads: 2\nseq_len: 9\n" });
    expect(config).toMatchObject({ hCycles: 3, heads: 2 });
    expect(notes).toContain("H_cycles is not stated, taking 3, as published");
  });

  it("that is no mapping is refused by name", async () => {
    expect(await errorOf({ beside: { "config.json": "[1, 2]" } })).toContain("in config.json");
    expect(await errorOf({ beside: { "all_config.yaml": "a: [" } })).toContain("in all_config.yaml");
  });
});

describe("a config that disagrees with the tensors", () => {
  it.each([
    ["hidden_size", 32, "16"],
    ["vocab_size", 11, "12"],
    ["num_puzzle_identifiers", 5, "4"],
    ["puzzle_emb_ndim", 8, "16"],
    ["L_layers", 2, "1"],
    ["mlp_t", true, "false"],
    ["architecture", "hrm", "trm"],
    ["architecture", "trm-singlez", "trm"],
    ["arch_name", "recursive_reasoning.trm_singlez@X", "trm"],
    ["arch_name", "hrm.hrm_act_v1@HierarchicalReasoningModel_ACTV1", "trm"],
    ["pos_encodings", "learned", "rope or none"],
  ])("is refused where %s is %s", async (key, value, shown) => {
    expect(await errorOf(stating({ [key]: value }))).toBe(
      `invalid config: ${key} is ${value} (expected ${shown}, as the tensors of model.safetensors show, in config.json)`,
    );
  });

  it("is refused where H_layers is another, of an HRM; a TRM ignores it", async () => {
    const config: ModelConfig = { ...SMALL, architecture: "hrm", hLayers: 2, puzzlePositions: 1 };
    const beside = { "config.json": JSON.stringify({ ...upstreamConfig(config), H_layers: 3 }) };
    expect(await errorOf({ weights: smallWeights(config), beside })).toBe(
      "invalid config: H_layers is 3 (expected 2, as the tensors of model.safetensors show, in config.json)",
    );
    expect((await openSmall(stating({ H_layers: 3 }))).config.hLayers).toBe(0);
  });

  it("is refused where it denies learned positions", async () => {
    const config: ModelConfig = { ...SMALL, positions: "learned" };
    const beside = { "config.json": JSON.stringify({ ...upstreamConfig(config), pos_encodings: "rope" }) };
    expect(await errorOf({ weights: smallWeights(config), beside })).toBe(
      "invalid config: pos_encodings is rope (expected learned, as the tensors of model.safetensors show, in config.json)",
    );
  });

  it("is refused where its expansion gives other shapes", async () => {
    expect(await errorOf(stating({ expansion: 40 }))).toMatch(
      /^invalid tensor: L_level\.layers\.0\.mlp\.gate_up_proj\.weight \[512, 16\] \(expected \[1024, 16\], in model\.safetensors\)$/,
    );
  });

  it("is not refused for a name that nobody knows", async () => {
    expect((await openSmall(stating({ architecture: null, arch_name: "forks.mine@Model" }))).config).toEqual(SMALL);
  });
});

describe("a value that makes no sense", () => {
  it.each([
    ["num_heads", 3, "invalid num_heads: 3 (expected a divisor of hidden_size / 2 = 8, in config.json)"],
    ["num_heads", 16, "invalid num_heads: 16 (expected a divisor of hidden_size / 2 = 8, in config.json)"],
    ["puzzle_emb_len", -1, "invalid puzzle_emb_len: -1 (expected a whole number from 0 to 1000000, in config.json)"],
    ["H_cycles", 0, "invalid H_cycles: 0 (expected a whole number from 1 to 1000000, in config.json)"],
    ["L_cycles", 2.5, "invalid L_cycles: 2.5 (expected a whole number from 1 to 1000000, in config.json)"],
    ["L_cycles", "4", 'invalid L_cycles: "4" (expected a whole number from 1 to 1000000, in config.json)'],
    [
      "halt_max_steps",
      1e9,
      "invalid halt_max_steps: 1000000000 (expected a whole number from 1 to 1000000, in config.json)",
    ],
    ["rms_norm_eps", 0, "invalid rms_norm_eps: 0 (expected a positive number, in config.json)"],
    ["rope_theta", "big", 'invalid rope_theta: "big" (expected a positive number, in config.json)'],
    ["seq_len", [900], "invalid seq_len: a list (expected a whole number from 0 to 1000000, in config.json)"],
    ["rope_theta", "9".repeat(100), "invalid rope_theta: a string (expected a positive number, in config.json)"],
    ["pos_encodings", 1, "invalid pos_encodings: 1 (expected a text, in config.json)"],
    [
      "pos_encodings",
      "alibi",
      "unsupported config: pos_encodings alibi (expected rope, learned or none, in config.json)",
    ],
    ["expansion", -4, "invalid expansion: -4 (expected a positive number, in config.json)"],
  ])("is refused: %s %s", async (key, value, sentence) => {
    expect(await errorOf(stating({ [key]: value }))).toBe(sentence);
  });

  it("is refused where the puzzle embedding does not fit its positions", async () => {
    const config: ModelConfig = { ...SMALL, puzzleEmbNdim: 24 };
    const beside = { "config.json": JSON.stringify({ ...upstreamConfig(config), puzzle_emb_len: 1 }) };
    expect(await errorOf({ weights: smallWeights(config), beside })).toBe(
      "invalid puzzle_emb_len: 1 (expected at least 2, in config.json)",
    );
  });

  it("0 puzzle positions mean as many as the embedding needs, as upstream has it", async () => {
    expect((await openSmall(stating({ puzzle_emb_len: 0 }))).config.puzzlePositions).toBe(1);
  });
});

describe("tensors", () => {
  it.each(["H_init", "L_init", "lm_head.weight", "q_head.bias", "L_level.layers.0.self_attn.o_proj.weight"])(
    "must all be there: %s",
    async (name) => {
      // Without H_init it is the single-z variant, which has none.
      const expected = name === "H_init" ? "architecture is trm" : `invalid checkpoint: no tensor ${name} (expected [`;
      expect(await errorOf({ ...stating({}), weights: changedWeights({ [name]: undefined }) })).toContain(expected);
    },
  );

  it.each(["embed_tokens.embedding_weight", "q_head.weight"])("show what they are not without %s", async (name) => {
    expect(await errorOf({ ...stating({}), weights: changedWeights({ [name]: undefined }) })).toBe(
      `unsupported checkpoint: it has no ${name} (expected a TRM or HRM state dict, in model.safetensors)`,
    );
  });

  it("of something else altogether are refused", async () => {
    const weights = new Map([["embed_tokens.embedding_weight", zeros(12, 16)]]);
    expect(await errorOf({ weights })).toBe(
      "unsupported checkpoint: it has no L_level network (expected a TRM or HRM state dict, in model.safetensors)",
    );
    expect(await errorOf({ weights: new Map([["transformer.wte", zeros(2)]]) })).toContain("it has no embed_tokens");
  });

  it.each([
    [
      "lm_head.weight",
      zeros(11, 16),
      "invalid tensor: lm_head.weight [11, 16] (expected [12, 16], in model.safetensors)",
    ],
    ["q_head.weight", zeros(3, 16), "invalid tensor: q_head.weight [3, 16] (expected [2, 16], in model.safetensors)"],
    ["q_head.bias", zeros(2, 1), "invalid tensor: q_head.bias [2, 1] (expected [2], in model.safetensors)"],
    ["H_init", zeros(), "invalid tensor: H_init [] (expected [16], in model.safetensors)"],
    [
      "embed_tokens.embedding_weight",
      zeros(12),
      "invalid tensor: embed_tokens.embedding_weight [12] (expected [vocabulary, width], in model.safetensors)",
    ],
    [
      "embed_tokens.embedding_weight",
      zeros(12, 0),
      "invalid tensor: embed_tokens.embedding_weight [12, 0] (expected [vocabulary, width], in model.safetensors)",
    ],
    [
      "L_level.layers.0.mlp.gate_up_proj.weight",
      zeros(511, 16),
      "invalid tensor: L_level.layers.0.mlp.gate_up_proj.weight [511, 16] (expected [510, 16], in model.safetensors)",
    ],
    ["puzzle_emb.weights", zeros(4), "invalid config: puzzle_emb_ndim is 16 (expected 0,"],
  ])("have the shapes of the config: %s", async (name, value, sentence) => {
    expect(await errorOf({ ...stating({}), weights: changedWeights({ [name]: value }) })).toContain(sentence);
  });

  it("of layers that skip a number are refused", async () => {
    const weights = smallWeights();
    for (const name of [...weights.keys()].filter((key) => key.includes("layers.0."))) {
      weights.set(name.replace("layers.0.", "layers.2."), weights.get(name) as Weight);
    }
    expect(await errorOf({ ...stating({ L_layers: 2 }), weights })).toContain("no tensor L_level.layers.1.");
  });

  it("of a network without layers are refused", async () => {
    const weights = changedWeights({ "H_level.scale": zeros(1) });
    expect(await errorOf({ weights })).toBe("invalid checkpoint: no layers in H_level (in model.safetensors)");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("that hold %d are refused, with the place", async (value) => {
    const weights = smallWeights();
    (weights.get("lm_head.weight") as Weight).data[7] = value;
    expect(await errorOf({ ...stating({}), weights })).toBe(
      `invalid weight: ${value} at element 7 of lm_head.weight (expected a finite number, in model.safetensors)`,
    );
  });

  it("that nobody needs are left alone", async () => {
    expect((await openSmall({ ...stating({}), weights: changedWeights({ "ema.decay": zeros(1) }) })).config).toEqual(
      SMALL,
    );
  });

  it("are kept by name, whatever their order in the file, and so is their hash", async () => {
    const [model, backwards] = [
      await openSmall(stating({})),
      await openSmall({ ...stating({}), weights: new Map([...smallWeights()].reverse()) }),
    ];
    const names = [...model.weights.keys()];
    expect(names).toEqual(names.toSorted());
    expect(names).not.toContain("puzzle_emb.weights");
    expect(backwards.sha256).toBe(model.sha256);
  });

  it("may have any of upstream's prefixes", async () => {
    const weights = new Map([...smallWeights()].map(([name, value]) => [`_orig_mod.model.inner.${name}`, value]));
    const model = await openSmall({ ...stating({}), weights });
    expect(model.config).toEqual(SMALL);
    expect(model.sha256).toBe((await smallModel()).sha256);
  });
});

describe("the puzzle embedding", () => {
  it("is read by rows, in the order asked for", async () => {
    const model = await smallModel();
    const { data } = smallWeights().get("puzzle_emb.weights") as Weight;
    expect(await model.puzzleRows([2, 0, 2])).toEqual(
      Float32Array.of(...data.slice(32, 48), ...data.slice(0, 16), ...data.slice(32, 48)),
    );
  });

  it.each([4, -1, 0.5])("has no row %d", async (row) => {
    const model = await smallModel();
    await expect(model.puzzleRows([0, row])).rejects.toThrow(
      `invalid puzzle id: ${row} (expected 0 to 3, in model.safetensors)`,
    );
  });

  it("is checked for numbers when a row is read, not before", async () => {
    const weights = smallWeights();
    (weights.get("puzzle_emb.weights") as Weight).data[17] = Number.NaN;
    const model = await openSmall({ ...stating({}), weights });
    await expect(model.puzzleRows([0])).resolves.toHaveLength(16);
    await expect(model.puzzleRows([0, 1])).rejects.toThrow("invalid weight: NaN at element 17 of puzzle_emb.weights");
  });

  it("may be absent: any identifier will do then, and there are no positions for it", async () => {
    const model = await smallModel({ ...SMALL, puzzlePositions: 0, puzzleEmbNdim: 0, puzzleIdentifiers: 0 });
    expect(await model.puzzleRows([0, 99])).toEqual(new Float32Array(0));
  });

  it("may not be absent where the config has one", async () => {
    expect(await errorOf({ ...stating({}), weights: changedWeights({ "puzzle_emb.weights": undefined }) })).toBe(
      "invalid config: puzzle_emb_ndim is 16 (expected 0, as the tensors of model.safetensors show, in config.json)",
    );
  });
});
