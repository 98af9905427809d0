import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import type { ModelConfig } from "../../src/model/config.ts";
import type { Model } from "../../src/model/model.ts";
import { openCheckpoint } from "../../src/model/open-checkpoint.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { blobFolder } from "../../src/platform/web/blob-folder.ts";
import { bindModel } from "../../src/rollout/bound-model.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { testEngine } from "../engines.ts";
import { describeShared, shared } from "../shared.ts";
import { smallRows } from "../small-model.ts";
import { GOLDEN_MODELS, type GoldenName } from "./golden-model.ts";

/** A golden checkpoint with these files beside it. */
async function open(name: GoldenName, files: readonly string[], dataSeqLen?: number): Promise<Model> {
  const read = (file: string): Uint8Array => readFileSync(shared(`golden/${name}/${file}`));
  const beside = new Map(files.map((file) => [file, new Blob([new Uint8Array(read(file))])]));
  const source = memorySource("model.safetensors", read("model.safetensors"));
  return openCheckpoint(source, blobFolder(name, beside), { dataSeqLen });
}

/** As the golden README's table has them. */
const STATED: Readonly<Record<GoldenName, Partial<ModelConfig>>> = {
  "trm-att": { architecture: "trm", mixer: "attention", positions: "rope", hiddenSize: 64, heads: 4, vocabSize: 12 },
  "trm-mlp": { architecture: "trm", mixer: "mlp_t", positions: "none", hiddenSize: 32, vocabSize: 6 },
  "trm-singlez": { architecture: "trm-singlez", mixer: "attention", positions: "rope", hiddenSize: 32, heads: 2 },
  hrm: { architecture: "hrm", mixer: "attention", positions: "rope", hiddenSize: 32, heads: 2, hLayers: 2 },
};
const CYCLES: Readonly<Record<GoldenName, readonly [number, number]>> = {
  "trm-att": [3, 4],
  "trm-mlp": [3, 6],
  "trm-singlez": [3, 4],
  hrm: [2, 2],
};
const CANVAS: Readonly<Record<GoldenName, readonly [seqLen: number, puzzlePositions: number, identifiers: number]>> = {
  "trm-att": [100, 4, 8],
  "trm-mlp": [16, 4, 1],
  "trm-singlez": [25, 2, 5],
  hrm: [25, 1, 5],
};

function expectGolden(name: GoldenName, { config }: Model): void {
  const [hCycles, lCycles] = CYCLES[name];
  const [seqLen, puzzlePositions, puzzleIdentifiers] = CANVAS[name];
  expect(config).toMatchObject({
    ...STATED[name],
    ...{ hCycles, lCycles, seqLen, puzzlePositions, puzzleIdentifiers },
    ...{ lLayers: 2, mixerNormAxis: "token", rmsNormEps: 1e-5, ropeTheta: 10000, haltMaxSteps: 16, hasContinue: true },
  });
}

describeShared("a golden model", () => {
  it.each(GOLDEN_MODELS)("%s opens with config.json alone, without a guess", async (name) => {
    const model = await open(name, ["config.json"]);
    expectGolden(name, model);
    expect(model.notes).toEqual([]);
  });

  it.each(GOLDEN_MODELS)(
    "%s opens with all_config.yaml alone and the canvas of its data, without a guess",
    async (name) => {
      const model = await open(name, ["all_config.yaml"], CANVAS[name][0]);
      expectGolden(name, model);
      expect(model.notes).toEqual([]);
    },
  );

  it("trm-mlp shows its canvas even without data", async () => {
    const model = await open("trm-mlp", ["all_config.yaml"]);
    expectGolden("trm-mlp", model);
    expect(model.notes).toEqual([]);
  });

  it.each(["trm-att", "trm-singlez", "hrm"] as const)(
    "%s without data or canvas takes ARC's, and says so",
    async (name) => {
      const { config, notes } = await open(name, ["all_config.yaml"]);
      expect(config.seqLen).toBe(900);
      expect(notes).toEqual(["seq_len is not stated, taking 900, as published"]);
    },
  );

  it("with no config at all takes what is published, each with a sentence", async () => {
    const att = await open("trm-att", []);
    expect(att.config).toMatchObject({ heads: 8, hCycles: 3, lCycles: 4, seqLen: 900, puzzlePositions: 16 });
    expect(att.notes).toEqual([
      "num_heads is not stated, taking 8, as published",
      "puzzle_emb_len is not stated, taking 16, as published",
      "seq_len is not stated, taking 900, as published",
      "H_cycles is not stated, taking 3, as published",
      "L_cycles is not stated, taking 4, as published",
      "halt_max_steps is not stated, taking 16, as published",
    ]);
    const hrm = await open("hrm", [], 25);
    expect(hrm.config).toMatchObject({ heads: 8, hCycles: 2, lCycles: 2, seqLen: 25, puzzlePositions: 1 });
    const mlp = await open("trm-mlp", [], 16);
    expectGolden("trm-mlp", mlp);
    expect(mlp.notes.map((note) => note.split(" ")[0])).toEqual(["H_cycles", "L_cycles", "halt_max_steps"]);
  });
});

describeShared("nano-trm's checkpoint", () => {
  const file = "nano-trm-sudoku6-lightning.ckpt";
  let engine: Engine;
  let model: Model;
  beforeAll(async () => {
    engine = await testEngine("cpu");
    const bytes = readFileSync(shared(`golden/checkpoints/${file}`));
    model = await openCheckpoint(memorySource(file, bytes), undefined);
  });
  afterAll(() => engine.close());

  it("opens with the hyper-parameters inside it, without a guess", async () => {
    expect(model.notes).toEqual([]);
    expect(model.config).toEqual({
      architecture: "trm",
      mixer: "mlp_t",
      mixerNormAxis: "hidden",
      positions: "none",
      hCycles: 3,
      lCycles: 6,
      lLayers: 1,
      hLayers: 0,
      hiddenSize: 32,
      heads: 1,
      vocabSize: 9,
      seqLen: 64,
      puzzlePositions: 0,
      puzzleEmbNdim: 0,
      puzzleIdentifiers: 0,
      rmsNormEps: 1e-5,
      ropeTheta: 10000,
      haltMaxSteps: 16,
      hasContinue: false,
    });
    expect(await model.puzzleRows([0, 5])).toEqual(new Float32Array(0));
  });

  it("rolls out, and says nothing of continuing", async () => {
    const bound = await bindModel(model, engine, 2);
    const events = [];
    for await (const event of rollout(bound, smallRows(["a", "b"], model.config), { steps: 2 })) events.push(event);
    expect(events).toHaveLength(2 * 3 * (6 + 1));
    for (const { qHaltLogit, qContinueLogit, tokens, meanEntropy } of events) {
      expect(qContinueLogit).toBeUndefined();
      expect([...qHaltLogit, ...meanEntropy].every(Number.isFinite)).toBe(true);
      expect(tokens.every((token) => token < 9)).toBe(true);
    }
    await bound.release();
  });
});
