import { describe, expect, it } from "vitest";
import { recipeText, smallData, smallPlan, smallRecipe } from "../../../test/small-training.ts";
import { parseRecipe } from "./parse-recipe.ts";

const YAML = `
arch:
  name: recursive_reasoning.trm@TinyRecursiveReasoningModel_ACTV1
  loss:
    name: losses@ACTLossHead
    loss_type: stablemax_cross_entropy
  halt_exploration_prob: 0.1
  halt_max_steps: 16
  H_cycles: 3
  L_cycles: 6
  H_layers: 0
  L_layers: 2
  hidden_size: 512
  num_heads: 8
  expansion: 4
  puzzle_emb_ndim: \${.hidden_size}
  pos_encodings: rope
  forward_dtype: bfloat16
  mlp_t: False
  puzzle_emb_len: 16
  no_ACT_continue: True
data: data/arc1concept-aug-1000
global_batch_size: 768
epochs: 100000
lr: 1e-4
lr_min_ratio: 1.0
lr_warmup_steps: 2000
beta1: 0.9
beta2: 0.95
weight_decay: 0.1
puzzle_emb_weight_decay: 0.1
puzzle_emb_lr: 1e-2
seed: 0
ema: True
ema_rate: 0.999
`;

describe("a recipe", () => {
  it("takes upstream's keys as they are published", () => {
    const recipe = parseRecipe(YAML, "trm.yaml");
    expect(recipe).toMatchObject({
      lr: 1e-4,
      lrWarmupSteps: 2000,
      globalBatchSize: 768,
      length: { epochs: 100000 },
      optimizer: "adam_atan2",
      ema: { rate: 0.999, warmup: false },
      continueTarget: false,
      haltExplorationProb: 0.1,
    });
    expect(recipe.architecture).toMatchObject({
      architecture: "trm",
      hiddenSize: 512,
      puzzleEmbNdim: 512,
      puzzlePositions: 16,
      lCycles: 6,
      hLayers: 0,
    });
    expect(recipe.notes).toEqual(["forward_dtype is bfloat16: training in float32 all the same"]);
  });

  it("of HRM has a target for q_continue, and as many puzzle positions as it needs", () => {
    const recipe = smallRecipe({}, { name: "hrm.hrm_act_v1@HierarchicalReasoningModel_ACTV1", puzzle_emb_ndim: 12 });
    expect(recipe.continueTarget).toBe(true);
    expect(recipe.architecture).toMatchObject({ architecture: "hrm", hLayers: 1, puzzlePositions: 2 });
  });

  it("without a puzzle embedding has no puzzle positions", () => {
    expect(smallRecipe({}, { puzzle_emb_ndim: 0 }).architecture.puzzlePositions).toBe(0);
  });

  it.each([
    [{ learning_rate: 1 }, {}, /^invalid recipe: unknown key 'learning_rate' \(expected arch, data, .*, in r\.yaml\)$/],
    [{}, { n_heads: 1 }, /^invalid recipe: unknown key 'arch\.n_heads' \(expected name, loss, .*, in r\.yaml\)$/],
    [{ lr: -1 }, {}, /^invalid lr: -1 \(expected a number above 0, in r\.yaml\)$/],
    [{ lr: "fast" }, {}, /^invalid lr: 'fast' \(expected a number above 0, in r\.yaml\)$/],
    [{ lr: undefined }, {}, /^invalid lr: nothing \(expected a number above 0, in r\.yaml\)$/],
    [{ beta2: 1 }, {}, /^invalid beta2: 1 \(expected a number from 0 to below 1, in r\.yaml\)$/],
    [
      { global_batch_size: 2.5 },
      {},
      /^invalid global_batch_size: 2\.5 \(expected a whole number from 1 to \d+, in r\.yaml\)$/,
    ],
    [{ optimizer: "sgd" }, {}, /^invalid optimizer: 'sgd' \(expected adam_atan2 or adamw, in r\.yaml\)$/],
    [{ ema: "yes" }, {}, /^invalid ema: 'yes' \(expected true or false, in r\.yaml\)$/],
    [
      { total_steps: undefined },
      {},
      /^invalid total_steps: nothing \(expected a whole number from 1, or epochs, in r\.yaml\)$/,
    ],
    [{ epochs: 3 }, {}, /^invalid recipe: total_steps and epochs \(expected one of the two, in r\.yaml\)$/],
    [
      { data: undefined },
      {},
      /^invalid data: nothing \(expected a dataset directory, a JSON list of token batches, or what is to be made, in r\.yaml\)$/,
    ],
    [{ arch: 3 }, {}, /^invalid arch: 3 \(expected a mapping, in r\.yaml\)$/],
    [
      {},
      { name: "gpt@GPT" },
      /^invalid arch\.name: 'gpt@GPT' \(expected a name of trm, trm_singlez or hrm, in r\.yaml\)$/,
    ],
    [
      {},
      { loss: { loss_type: "mse" } },
      /^invalid arch\.loss\.loss_type: 'mse' \(expected stablemax_cross_entropy or .*\)$/,
    ],
    [{}, { num_heads: 3 }, /^invalid arch\.num_heads: 3 \(expected a divisor of hidden_size \/ 2 = 4, in r\.yaml\)$/],
    [{}, { puzzle_emb_ndim: 24 }, /^invalid arch\.puzzle_emb_len: 2 \(expected at least 3, in r\.yaml\)$/],
    [
      {},
      { no_ACT_continue: false },
      /^invalid arch\.no_ACT_continue: false \(expected true: upstream's TRM .*, in r\.yaml\)$/,
    ],
    [
      {},
      { causal: true },
      /^invalid arch\.causal: true \(expected false: nothing here is autoregressive, in r\.yaml\)$/,
    ],
    [{}, { batch_size: 4 }, /^invalid arch\.batch_size: 4 \(expected global_batch_size, 3, in r\.yaml\)$/],
  ])("with %j and arch %j is refused in one sentence", (values, arch, sentence) => {
    expect(() => parseRecipe(recipeText(values, arch), "r.yaml")).toThrow(sentence);
  });
});

describe("a recipe with its data", () => {
  it("makes the model that both describe", () => {
    expect(smallPlan().config).toMatchObject({ seqLen: 4, vocabSize: 5, puzzleIdentifiers: 4, haltMaxSteps: 3 });
  });

  it("gives data that only show what occurs in them room for more", () => {
    const data = {
      ...smallData(),
      vocabSize: { count: 5, exact: false },
      puzzleIdentifiers: { count: 4, exact: false },
    };
    const { config } = smallPlan({}, { vocab_size: 12, num_puzzle_identifiers: 9 }, data);
    expect(config).toMatchObject({ vocabSize: 12, puzzleIdentifiers: 9 });
  });

  it("counts the steps of epochs as upstream does", () => {
    expect(smallPlan({ total_steps: undefined, epochs: 2.55 })).toMatchObject({ totalSteps: 25, lastStep: 25 });
    expect(smallPlan({ stop_after: 7 })).toMatchObject({ totalSteps: 20, lastStep: 7 });
  });

  it.each([
    [{}, { seq_len: 9 }, "invalid arch.seq_len: 9 (expected 4, as in made up, in recipe.yaml)"],
    [{}, { vocab_size: 12 }, "invalid arch.vocab_size: 12 (expected 5, as in made up, in recipe.yaml)"],
    [
      {},
      { num_puzzle_identifiers: 2 },
      "invalid arch.num_puzzle_identifiers: 2 (expected 4, as in made up, in recipe.yaml)",
    ],
    [{ stop_after: 21 }, {}, "invalid stop_after: 21 (expected at most 20, all steps there are, in recipe.yaml)"],
    [
      { total_steps: undefined, epochs: 0.05 },
      {},
      "invalid epochs: they come to 0 training steps (expected at least 0.100 epochs, in recipe.yaml)",
    ],
  ])("with %j and arch %j does not fit", (values, arch, sentence) => {
    expect(() => smallPlan(values, arch)).toThrow(sentence);
  });

  it("does not fit rows that are no square canvas", () => {
    expect(() => smallPlan({}, {}, smallData({ seqLen: 6 }))).toThrow(
      "invalid data: rows of 6 cells (expected a square canvas, in made up)",
    );
  });
});
